# Large inputs: nothing lost, nothing slow, memory flat.

A document of 50 MB is answered
  $ python3 -c '
  > import json
  > paragraph = "Anna Smith said: “We will rebuild.” The mayor of Kyiv, in Ukraine, told reporters that the work had begun.\n\n"
  > print(json.dumps({"id": "big", "text": paragraph * (50_000_000 // len(paragraph.encode()))}))
  > print(json.dumps({"id": "small", "text": "x"}))' | timeout 600 "$PROGRAM" --from jsonl | show id error
  big fine
  small fine

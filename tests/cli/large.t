# Large inputs: nothing lost, nothing slow, memory flat.

A document of 50 MB is answered (of 5 MB by a sanitized program)
  $ python3 -c '
  > import json, os
  > paragraph = "Anna Smith said in Kyiv: “We will rebuild.” " + "The rain fell on the roofs, and the river rose. " * 50 + "\n\n"
  > print(json.dumps({"id": "big", "text": paragraph * (int(os.environ["MEGABYTES"]) * 1_000_000 // len(paragraph.encode()))}))
  > print(json.dumps({"id": "small", "text": "x"}))' | timeout 600 "$PROGRAM" --from jsonl | show id error
  big fine
  small fine

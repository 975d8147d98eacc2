# options.awk: the options, or with -v part=Formats the formats, of `whosaid --help` -> entries of a man page.
function escape(text) { gsub(/\\/, "\\e", text); gsub(/-/, "\\-", text); gsub(/'/, "\\(aq", text); return text }
BEGIN {
  if (part == "") part = "Usage"
  entry = part == "Usage" ? "^ +(-., +)?--[a-z0-9-]+( [A-Z]+)?" : "^  [a-z]+"
}
/^[A-Z][a-z]*:/ { section = $1; sub(":", "", section); next }
section == part && match($0, entry) {
  name = substr($0, 1, RLENGTH)
  text = substr($0, RLENGTH + 1)
  gsub(/^ +/, "", name); gsub(/, +/, ", ", name); gsub(/^ +/, "", text)
  printf ".TP\n.B %s\n%s\n", escape(name), escape(text)
}

// example.cpp: one text -> a line for each quote, from C++.
#include <whosaid.h>

#include <cstdio>
#include <cstring>

int main(int, char **arguments) {
  whosaid_error error;
  whosaid_model *model;
  whosaid_document *document;
  if (whosaid_model_open(nullptr, nullptr, 0, &model, &error)) return std::puts(error.message), 1;
  if (whosaid_analyze(model, arguments[1], std::strlen(arguments[1]), &document, &error)) return std::puts(error.message), 1;
  std::size_t count;
  const whosaid_quote *quotes = whosaid_quotes(document, &count);
  for (std::size_t i = 0; i < count; i++) {
    const whosaid_string &name = quotes[i].speaker.name;
    std::printf("%.*s said: %.*s\n", static_cast<int>(name.length), name.bytes, static_cast<int>(quotes[i].end - quotes[i].start),
                whosaid_text(document).bytes + quotes[i].start);
  }
  whosaid_document_free(document);
  whosaid_model_free(model);
}

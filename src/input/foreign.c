/* foreign.c: the bytes of a file -> what it is when it is no text, and what makes a text of it. */
#include "input/foreign.h"

#include <string.h>

static const char PANDOC[] = "make a text of it (pandoc -t plain FILE, or libreoffice --convert-to txt FILE)";
static const char UNPACK[] = "unpack it and give the folder", PICTURE[] = "a picture", READ_PICTURE[] = "make a text of it (tesseract FILE)";
static const char PACK_AGAIN[] = "unpack it, or pack it with gzip or zstd";

/* Each sign with its length, since signs hold U+0000. */
#define SIGN(text) (text), sizeof(text) - 1

static const struct kind {
  size_t at;            /* where the sign stands */
  const char *sign;
  size_t length;
  const char *within;   /* what else is in the file; NULL: nothing */
  const char *name, *advice;
} KINDS[] = {
    {0, SIGN("%PDF-"), NULL, "a PDF", "make a text of it (pdftotext FILE, of poppler-utils)"},
    {0, SIGN("PK\x03\x04"), "word/", "a Word document", PANDOC},
    {0, SIGN("PK\x03\x04"), "application/vnd.oasis.opendocument.text", "an OpenDocument text", PANDOC},
    {0, SIGN("PK\x03\x04"), "application/epub+zip", "an e-book (EPUB)", "make a text of it (pandoc -t plain FILE)"},
    {0, SIGN("PK\x03\x04"), "xl/", "a spreadsheet", "save it as CSV"},
    {0, SIGN("PK\x03\x04"), "application/vnd.oasis.opendocument.spreadsheet", "a spreadsheet", "save it as CSV"},
    {0, SIGN("PK\x03\x04"), NULL, "a ZIP archive", UNPACK},
    {0, SIGN("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"), NULL, "an old Word or Office document", "make a text of it (libreoffice --convert-to txt FILE)"},
    {0, SIGN("{\\rtf"), NULL, "a Rich Text document", PANDOC},
    {0, SIGN("\x89PNG\r\n\x1A\n"), NULL, PICTURE, READ_PICTURE},
    {0, SIGN("\xFF\xD8\xFF"), NULL, PICTURE, READ_PICTURE},
    {0, SIGN("GIF87a"), NULL, PICTURE, READ_PICTURE},
    {0, SIGN("GIF89a"), NULL, PICTURE, READ_PICTURE},
    {0, SIGN("II*\0"), NULL, PICTURE, READ_PICTURE},
    {0, SIGN("MM\0*"), NULL, PICTURE, READ_PICTURE},
    {8, SIGN("WEBPVP8"), NULL, PICTURE, READ_PICTURE},
    {257, SIGN("ustar\0"), NULL, "a tar archive", UNPACK},
    {257, SIGN("ustar  \0"), NULL, "a tar archive", UNPACK},
    {0, SIGN("7z\xBC\xAF\x27\x1C"), NULL, "a 7z archive", UNPACK},
    {0, SIGN("BZh91AY&SY"), NULL, "packed with bzip2", PACK_AGAIN},
    {0, SIGN("\xFD\x37zXZ\0"), NULL, "packed with xz", PACK_AGAIN},
    {0, SIGN("SQLite format 3\0"), NULL, "a SQLite database", "export its texts as CSV"},
};

static int is_kind(const struct kind *kind, const char *bytes, size_t length) {
  if (length < kind->at + kind->length || memcmp(bytes + kind->at, kind->sign, kind->length) != 0) return 0;
  return !kind->within || memmem(bytes, length, kind->within, strlen(kind->within));
}

/* "H\0i\0": zeros behind most letters and none before one; with a byte order mark it is read. */
static int is_wide(const char *bytes, size_t length, size_t zero) {
  enum { SEEN = 128, LEAST = 4 };
  size_t zeros = 0, seen = length < SEEN ? length & ~(size_t)1 : SEEN;
  if (seen < LEAST || !memcmp(bytes, "\xFF\xFE", 2) || !memcmp(bytes, "\xFE\xFF", 2)) return 0;
  for (size_t i = 0; i < seen; i += 2) {
    if (!bytes[i + 1 - zero]) return 0;
    zeros += !bytes[i + zero];
  }
  return zeros * 8 > seen * 3;
}

const char *foreign_kind(const char *bytes, size_t length, const char **advice) {
  for (size_t i = 0; i < sizeof KINDS / sizeof *KINDS; i++) {
    if (is_kind(&KINDS[i], bytes, length)) return *advice = KINDS[i].advice, KINDS[i].name;
  }
  *advice = is_wide(bytes, length, 1)   ? "convert it to UTF-8 (iconv -f UTF-16LE -t UTF-8 FILE)"
            : is_wide(bytes, length, 0) ? "convert it to UTF-8 (iconv -f UTF-16BE -t UTF-8 FILE)"
                                        : NULL;
  return *advice ? "UTF-16 without a byte order mark" : NULL;
}

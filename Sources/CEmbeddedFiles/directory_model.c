#include "CEmbeddedFiles.h"

#pragma clang diagnostic ignored "-Wc23-extensions"

embedded_file embedded_countries_txt(void) {
  static const unsigned char bytes[] = {
#embed "../DirectoryModel/Identifiers/countries.txt"
  };
  return (embedded_file){bytes, sizeof bytes};
}

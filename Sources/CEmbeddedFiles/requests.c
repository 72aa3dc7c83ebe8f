#include "CEmbeddedFiles.h"

#pragma clang diagnostic ignored "-Wc23-extensions"

embedded_file embedded_request_life(void) {
  static const unsigned char bytes[] = {
#embed "../Requests/Life/life.json"
  };
  return (embedded_file){bytes, sizeof bytes};
}

#include "CEmbeddedFiles.h"

#pragma clang diagnostic ignored "-Wc23-extensions"

embedded_file embedded_service_schemas(void) {
  static const unsigned char bytes[] = {
#embed "../MutualAidService/OpenAPI/schemas.json"
  };
  return (embedded_file){bytes, sizeof bytes};
}

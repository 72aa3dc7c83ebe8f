#include "CEmbeddedFiles.h"

#pragma clang diagnostic ignored "-Wc23-extensions"

embedded_file embedded_request_life(void) {
  static const unsigned char bytes[] = {
#embed "../Requests/Life/life.json"
  };
  return (embedded_file){bytes, sizeof bytes};
}

embedded_file embedded_edxl_rm_form(void) {
  static const unsigned char bytes[] = {
#embed "../RequestMessages/Forms/edxl-rm.json"
  };
  return (embedded_file){bytes, sizeof bytes};
}

embedded_file embedded_emsi_form(void) {
  static const unsigned char bytes[] = {
#embed "../RequestMessages/Forms/emsi.json"
  };
  return (embedded_file){bytes, sizeof bytes};
}

embedded_file embedded_ucri2_form(void) {
  static const unsigned char bytes[] = {
#embed "../RequestMessages/Forms/ucri2.json"
  };
  return (embedded_file){bytes, sizeof bytes};
}

embedded_file embedded_hub_sante_form(void) {
  static const unsigned char bytes[] = {
#embed "../RequestMessages/Forms/hub-sante.json"
  };
  return (embedded_file){bytes, sizeof bytes};
}

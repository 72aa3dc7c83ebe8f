#include "CEmbeddedFiles.h"

#pragma clang diagnostic ignored "-Wc23-extensions"

embedded_file embedded_en_words(void) {
  static const unsigned char bytes[] = {
#embed "../Presentation/Words/en.words"
  };
  return (embedded_file){bytes, sizeof bytes};
}

embedded_file embedded_fr_words(void) {
  static const unsigned char bytes[] = {
#embed "../Presentation/Words/fr.words"
  };
  return (embedded_file){bytes, sizeof bytes};
}

embedded_file embedded_nl_words(void) {
  static const unsigned char bytes[] = {
#embed "../Presentation/Words/nl.words"
  };
  return (embedded_file){bytes, sizeof bytes};
}

embedded_file embedded_de_words(void) {
  static const unsigned char bytes[] = {
#embed "../Presentation/Words/de.words"
  };
  return (embedded_file){bytes, sizeof bytes};
}

embedded_file embedded_nl_be_words(void) {
  static const unsigned char bytes[] = {
#embed "../Presentation/Words/nl-BE.words"
  };
  return (embedded_file){bytes, sizeof bytes};
}

embedded_file embedded_fr_be_words(void) {
  static const unsigned char bytes[] = {
#embed "../Presentation/Words/fr-BE.words"
  };
  return (embedded_file){bytes, sizeof bytes};
}

embedded_file embedded_fr_lu_words(void) {
  static const unsigned char bytes[] = {
#embed "../Presentation/Words/fr-LU.words"
  };
  return (embedded_file){bytes, sizeof bytes};
}

embedded_file embedded_en_errors(void) {
  static const unsigned char bytes[] = {
#embed "../Presentation/Errors/en.errors"
  };
  return (embedded_file){bytes, sizeof bytes};
}

embedded_file embedded_fr_errors(void) {
  static const unsigned char bytes[] = {
#embed "../Presentation/Errors/fr.errors"
  };
  return (embedded_file){bytes, sizeof bytes};
}

embedded_file embedded_nl_errors(void) {
  static const unsigned char bytes[] = {
#embed "../Presentation/Errors/nl.errors"
  };
  return (embedded_file){bytes, sizeof bytes};
}

embedded_file embedded_de_errors(void) {
  static const unsigned char bytes[] = {
#embed "../Presentation/Errors/de.errors"
  };
  return (embedded_file){bytes, sizeof bytes};
}

embedded_file embedded_coverage_css(void) {
  static const unsigned char bytes[] = {
#embed "../Presentation/Coverage/Page/coverage.css"
  };
  return (embedded_file){bytes, sizeof bytes};
}

embedded_file embedded_coverage_js(void) {
  static const unsigned char bytes[] = {
#embed "../Presentation/Coverage/Page/coverage.js"
  };
  return (embedded_file){bytes, sizeof bytes};
}

embedded_file embedded_towns_csv(void) {
  static const unsigned char bytes[] = {
#embed "../Presentation/Coverage/Page/towns.csv"
  };
  return (embedded_file){bytes, sizeof bytes};
}

embedded_file embedded_en_help(void) {
  static const unsigned char bytes[] = {
#embed "../Presentation/Help/en.help"
  };
  return (embedded_file){bytes, sizeof bytes};
}

embedded_file embedded_fr_help(void) {
  static const unsigned char bytes[] = {
#embed "../Presentation/Help/fr.help"
  };
  return (embedded_file){bytes, sizeof bytes};
}

embedded_file embedded_nl_help(void) {
  static const unsigned char bytes[] = {
#embed "../Presentation/Help/nl.help"
  };
  return (embedded_file){bytes, sizeof bytes};
}

embedded_file embedded_de_help(void) {
  static const unsigned char bytes[] = {
#embed "../Presentation/Help/de.help"
  };
  return (embedded_file){bytes, sizeof bytes};
}

embedded_file embedded_examples_help(void) {
  static const unsigned char bytes[] = {
#embed "../Presentation/Help/examples.help"
  };
  return (embedded_file){bytes, sizeof bytes};
}

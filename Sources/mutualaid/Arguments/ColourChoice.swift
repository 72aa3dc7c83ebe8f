import ArgumentParser

/// When results are coloured.
enum ColourChoice: String, WordArgument {
  /// By itself: on a terminal that knows colours.
  case auto
  /// Even where no terminal is seen, such as for a pager.
  case always
  /// Not at all.
  case never
}

import DirectoryModel
import Foundation

/// Standard input, output and error, as the program was given them.
enum StandardStreams {
  /// Makes sure that trouble with the streams and the disk is told as an error, before anything is opened.
  ///
  /// Where one of the three is closed, the next file that is opened would get its number: a result meant for the screen
  /// would go into the directory. In its place stands one that cannot be used, so that using it fails. A file that grows
  /// beyond the limit of the shell (`ulimit -f`) sends a signal that ends the process: without it the write fails.
  static func prepare() {
    signal(SIGXFSZ, SIG_IGN)
    for (descriptor, mode) in [(STDIN_FILENO, O_WRONLY), (STDOUT_FILENO, O_RDONLY), (STDERR_FILENO, O_RDONLY)]
    where fcntl(descriptor, F_GETFD) == -1 && errno == EBADF {
      // The lowest free number is given, which is this one.
      _ = open("/dev/null", mode)
    }
  }

  /// Writes bytes to standard output, all of them.
  ///
  /// - Throws: `MutualAidError` where they cannot be written. Nobody reads on behind a closed pipe, which needs no words.
  static func writeOutput(_ bytes: UnsafeRawBufferPointer) throws {
    var start = 0
    while start < bytes.count {
      let rest = UnsafeRawBufferPointer(rebasing: bytes[start...])
      let count = write(STDOUT_FILENO, rest.baseAddress, rest.count)
      if count >= 0 {
        start += count
      } else if errno == EAGAIN {
        try waitForOutput()
      } else if errno != EINTR {
        throw failure()
      }
    }
  }

  /// Closes standard output: on some file systems only this tells that there was no room.
  ///
  /// - Throws: `MutualAidError` where what was written is not kept.
  static func closeOutput() throws {
    if close(STDOUT_FILENO) != 0, errno != EBADF, errno != EINTR { throw failure() }
  }

  /// Waits for room in a pipe that somebody has set not to wait.
  private static func waitForOutput() throws {
    var request = pollfd(fd: STDOUT_FILENO, events: Int16(POLLOUT), revents: 0)
    if poll(&request, 1, -1) < 0, errno != EINTR { throw failure() }
  }

  private static func failure() -> any Error {
    if errno == EPIPE { return SilentExit() }
    return MutualAidError(
      .outputFailed, "cannot write the result to standard output: \(String(cString: strerror(errno)))",
      hint: "Make room, or write it elsewhere.")
  }
}

/// The end of the program where nobody is left who would read why.
struct SilentExit: Error {}

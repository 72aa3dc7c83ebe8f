# Sourced by quickstart: puts the program where a shell finds it, for this user alone. Nothing of somebody else's is replaced.

# data_folder: where programs of this user keep their data (XDG Base Directory Specification).
data_folder() {
  case ${XDG_DATA_HOME:-} in
    /*) printf '%s\n' "$XDG_DATA_HOME" ;;
    *) printf '%s\n' "$HOME/.local/share" ;;
  esac
}

# link_program FILE NAME: a link in the user's bin that leads to the file; what stands there and is no link of ours stays.
link_program() {
  local bin=$HOME/.local/bin
  local link=$bin/$2
  mkdir -p "$bin"
  if [ -e "$link" ] || [ -L "$link" ]; then
    case "$(readlink "$link" || true)" in
      */.build/*/"$2" | */.build/"$2") ;;
      *)
        say "$link is there already and is not this program's: it stays. Run $1 instead."
        return
        ;;
    esac
  fi
  ln -sfn "$1" "$link"
  say "$link leads to the program"
  case ":$PATH:" in
    *":$bin:"*) ;;
    *) say "$bin is not on the PATH of this shell. Put this into ~/.profile or ~/.bashrc: export PATH=\"\$HOME/.local/bin:\$PATH\"" ;;
  esac
}

# install_completions FILE NAME: what bash, zsh and fish read to complete the program's words.
install_completions() {
  local data
  data=$(data_folder)
  mkdir -p "$data/bash-completion/completions" "$data/zsh/site-functions" "$HOME/.config/fish/completions"
  "$1" --generate-completion-script bash >"$data/bash-completion/completions/$2"
  "$1" --generate-completion-script zsh >"$data/zsh/site-functions/_$2"
  "$1" --generate-completion-script fish >"$HOME/.config/fish/completions/$2.fish"
  say "Completion: bash and fish find it by themselves; for zsh put this before compinit: fpath+=(\"$data/zsh/site-functions\")"
}

# install_manual FOLDER: the man pages of a folder, where man looks for those of this user.
install_manual() {
  local pages
  pages=$(data_folder)/man/man1
  mkdir -p "$pages"
  cp "$1"/*.1 "$pages"
  say "Man pages: man mutualaid, man mutualaid.nearest (in $pages)"
}

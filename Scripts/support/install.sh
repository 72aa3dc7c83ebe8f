# Sourced by the scripts beside this folder: installs what is missing, and says so.

say() { printf '\033[1m==> %s\033[0m\n' "$*" >&2; }
[ -t 2 ] || say() { printf '==> %s\n' "$*" >&2; }

# need_swift: the compiler is the one thing that is not installed here.
need_swift() {
  if command -v swift >/dev/null; then return; fi
  echo "Swift 6.2 or later is needed and was not found: see https://www.swift.org/install/linux/" >&2
  exit 1
}

# packages_for PURPOSE…: the Debian packages that packages.txt lists for these purposes, one a line.
packages_for() {
  local purpose
  for purpose in "$@"; do
    awk -v purpose="$purpose" \
      '$1 == purpose { found = 1; for (i = 2; i <= NF; i++) print $i } END { exit !found }' Scripts/support/packages.txt || {
      echo "Scripts/support/packages.txt lists no packages for '$purpose'" >&2
      return 1
    }
  done
}

# need_packages PURPOSE…: the Debian packages for these purposes, installed as root or through sudo where they are missing.
need_packages() {
  local packages missing=() package
  packages=$(packages_for "$@")
  for package in $packages; do
    dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'install ok installed' || missing+=("$package")
  done
  if [ ${#missing[@]} -eq 0 ]; then
    say "Debian packages: nothing to install"
    return
  fi
  local as_root=()
  if [ "$(id -u)" -ne 0 ]; then
    if ! command -v sudo >/dev/null; then
      echo "These Debian packages are missing, and there is neither root nor sudo to install them: ${missing[*]}" >&2
      exit 1
    fi
    as_root=(sudo)
  fi
  say "Debian packages: installing ${missing[*]}"
  "${as_root[@]}" apt-get update -qq
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
}

# need_python FILE: a virtual environment in .venv with the Python packages that FILE lists.
need_python() {
  local stamp=.venv/$(cksum <"$1" | tr ' ' -).installed
  if [ -e "$stamp" ]; then
    say "Python packages: nothing to install"
    return
  fi
  say "Python packages: installing $(tr '\n' ' ' <"$1")"
  [ -x .venv/bin/python ] || python3 -m venv .venv
  .venv/bin/python -m pip install --quiet --disable-pip-version-check -r "$1"
  touch "$stamp"
}

# took SECONDS: how long something took.
took() { printf '%d min %02d s' $(($1 / 60)) $(($1 % 60)); }

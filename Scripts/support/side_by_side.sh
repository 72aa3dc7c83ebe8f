# Sourced by Scripts/test: runs checks beside each other, as many at once as there are processors.

checks_folder=$(mktemp -d)
checks_begun=0
checks_failed=()
declare -A check_titles=()

# check TITLE COMMAND…: starts a command as soon as a processor is free. What it writes is printed whole when it has ended.
check() {
  local title=$1
  shift
  while [ ${#check_titles[@]} -ge "$(nproc)" ]; do await_check; done
  checks_begun=$((checks_begun + 1))
  local log=$checks_folder/$checks_begun
  # With job control each check is a process group of its own, in which an interrupt is not ignored.
  set -m
  (
    TIMEFORMAT='%R %U %S'
    { time "$@" >"$log.output" 2>&1 </dev/null; } 2>"$log.times"
  ) &
  set +m
  check_titles[$!]="$checks_begun $title"
}

# await_check: waits until one check ends, and prints what it wrote.
await_check() {
  local pid='' status=0 number title
  wait -n -p pid "${!check_titles[@]}" || status=$?
  read -r number title <<<"${check_titles[$pid]}"
  unset "check_titles[$pid]"
  say "$title"
  cat "$checks_folder/$number.output"
  awk '{ printf "    %.0f s by the clock, %.0f s of processor time\n", $1, $2 + $3 }' "$checks_folder/$number.times" >&2
  if [ "$status" -ne 0 ]; then
    echo "    FAILED with exit code $status" >&2
    checks_failed+=("$title")
  fi
}

# end_checks: waits for all, and fails when one has failed.
end_checks() {
  while [ ${#check_titles[@]} -gt 0 ]; do await_check; done
  [ ${#checks_failed[@]} -eq 0 ] && return
  say "Failed:"
  printf '    %s\n' "${checks_failed[@]}" >&2
  return 1
}

# drop_checks: ends what still runs, and cleans up; for the end of the script, however it comes.
drop_checks() {
  local group
  for group in "${!check_titles[@]}"; do kill -INT -- "-$group" 2>/dev/null || true; done
  wait
  rm -rf "$checks_folder"
}

#include "CKernelClock.h"

#include <sys/timex.h>

int kernel_clock_is_synchronised(void) {
  struct timex request = {0};
  return adjtimex(&request) != TIME_ERROR;
}

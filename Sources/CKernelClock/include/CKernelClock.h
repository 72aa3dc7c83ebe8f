#pragma once

// Whether the kernel says that another clock sets this machine's: 1 or 0.
int kernel_clock_is_synchronised(void);

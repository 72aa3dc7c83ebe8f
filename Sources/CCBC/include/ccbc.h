#pragma once
// A mixed-integer program solved by COIN-OR CBC, in plain C: one call, no handle, and no C++ exception comes out of it.

#ifdef __cplusplus
extern "C" {
#endif

/// Minimise objective·x with row_lower <= A x <= row_upper and 0 <= x <= column_upper; A by rows, compressed.
typedef struct {
  int columns;
  int rows;
  const double *objective;
  const double *column_upper;
  const char *integer;      // 1 where the column takes whole numbers only
  const int *row_starts;    // rows + 1 of them
  const int *row_columns;
  const double *row_values;
  const double *row_lower;
  const double *row_upper;
  const double *start;      // a solution to begin with, or null
  double start_objective;
  double seconds;           // wall clock; infinite for none
  double relative_gap;      // stop when (best - bound) / |best| is no larger
} ccbc_problem;

/// Called now and then from the thread that solves; another answer than 0 stops the search.
typedef int (*ccbc_progress)(void *context, double best, double bound, int nodes);

/// How the search ended.
enum {
  CCBC_OPTIMAL = 0,
  CCBC_TIME = 1,
  CCBC_STOPPED = 2,
  CCBC_INFEASIBLE = 3,
  CCBC_FAILED = 4,
};

typedef struct {
  int status;
  int nodes;
  double best;              // objective of the solution; meaningless without one
  double bound;             // no solution is below
  int has_solution;
  char message[200];        // why it failed
} ccbc_result;

/// Solves. `solution` has room for a number per column.
void ccbc_solve(const ccbc_problem *problem, ccbc_progress progress, void *context, double *solution,
                ccbc_result *result);

#ifdef __cplusplus
}
#endif

// CBC is called as a library of classes and not through CbcMain1, which installs a handler of SIGINT and keeps globals.
#include "ccbc.h"

#include <coin/CbcModel.hpp>
#include <coin/CbcCutGenerator.hpp>
#include <coin/CbcEventHandler.hpp>
#include <coin/CbcHeuristic.hpp>
#include <coin/CbcHeuristicRINS.hpp>
#include <coin/CglClique.hpp>
#include <coin/CglGomory.hpp>
#include <coin/CglMixedIntegerRounding2.hpp>
#include <coin/CglProbing.hpp>
#include <coin/CoinError.hpp>
#include <coin/CoinPackedMatrix.hpp>
#include <coin/OsiClpSolverInterface.hpp>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstring>
#include <exception>

namespace {

using Clock = std::chrono::steady_clock;

struct Watch {
  ccbc_progress progress;
  void *context;
  Clock::time_point end;
  bool endless;
  bool stopped = false;
  bool late = false;
  // The root's linear program is a bound too: CbcModel tells none before it has branched.
  double bound;

  bool halts(double best, double bound, int nodes) {
    if (!endless && Clock::now() >= end) late = true;
    if (!late && !stopped && progress && progress(context, best, bound, nodes) != 0) stopped = true;
    return late || stopped;
  }
};

class Events final : public CbcEventHandler {
 public:
  explicit Events(Watch *watch) : watch_(watch) {}
  CbcAction event(CbcEvent) override {
    const CbcModel *model = getModel();
    if (model == nullptr || model->parentModel() != nullptr) return noAction;
    const double best = model->bestSolution() ? model->getObjValue() : INFINITY;
    return watch_->halts(best, model->getBestPossibleObjValue(), model->getNodeCount()) ? stop : noAction;
  }
  CbcEventHandler *clone() const override { return new Events(*this); }

 private:
  Watch *watch_;
};

// The linear program of the root may take long by itself.
class Pivots final : public ClpEventHandler {
 public:
  explicit Pivots(Watch *watch) : watch_(watch) {}
  int event(Event event) override {
    if (event != endOfIteration && event != endOfFactorization) return -1;
    if (++count_ % 64 != 0) return -1;
    return watch_->halts(INFINITY, watch_->bound, 0) ? 5 : -1;
  }
  ClpEventHandler *clone() const override { return new Pivots(*this); }

 private:
  Watch *watch_;
  int count_ = 0;
};

void fail(ccbc_result *result, const char *message) {
  result->status = CCBC_FAILED;
  std::strncpy(result->message, message, sizeof result->message - 1);
}

void solve(const ccbc_problem &problem, Watch &watch, double *solution, ccbc_result *result) {
  OsiClpSolverInterface solver;
  solver.messageHandler()->setLogLevel(0);
  solver.getModelPtr()->messageHandler()->setLogLevel(0);
  solver.setHintParam(OsiDoReducePrint, true, OsiHintDo);
  CoinPackedMatrix matrix(
      false, problem.columns, problem.rows, problem.row_starts[problem.rows], problem.row_values, problem.row_columns,
      problem.row_starts, nullptr);
  solver.loadProblem(matrix, nullptr, problem.column_upper, problem.objective, problem.row_lower, problem.row_upper);
  for (int column = 0; column < problem.columns; column++)
    if (problem.integer[column]) solver.setInteger(column);

  Pivots pivots(&watch);
  solver.getModelPtr()->passInEventHandler(&pivots);
  solver.initialSolve();
  const bool solved = solver.isProvenOptimal();
  if (solved) watch.bound = solver.getObjValue();
  if (solver.isProvenPrimalInfeasible()) {
    result->status = CCBC_INFEASIBLE;
    return;
  }
  result->bound = watch.bound;
  if (problem.start) {
    std::memcpy(solution, problem.start, sizeof(double) * problem.columns);
    result->best = problem.start_objective;
    result->has_solution = 1;
  }
  if (!solved || watch.halts(result->has_solution ? result->best : INFINITY, watch.bound, 0)) {
    result->status = watch.stopped ? CCBC_STOPPED : watch.late ? CCBC_TIME : CCBC_FAILED;
    if (result->status == CCBC_FAILED) fail(result, "the linear program was given up for numerical reasons");
    return;
  }
  ClpEventHandler quiet;
  solver.getModelPtr()->passInEventHandler(&quiet);

  CbcModel model(solver);
  model.setLogLevel(0);
  model.messageHandler()->setLogLevel(0);
  model.solver()->messageHandler()->setLogLevel(0);
  model.setUseElapsedTime(true);
  model.setRandomSeed(1);
  if (!watch.endless)
    model.setMaximumSeconds(std::max(0.05, std::chrono::duration<double>(watch.end - Clock::now()).count()));
  model.setAllowableFractionGap(problem.relative_gap);
  model.setAllowableGap(1e-9);
  if (problem.start) {
    model.setBestSolution(problem.start, problem.columns, problem.start_objective);
    model.setCutoff(problem.start_objective);
  }
  CglProbing probing;
  probing.setUsingObjective(1);
  probing.setMaxPass(1);
  probing.setMaxPassRoot(1);
  probing.setMaxProbe(10);
  probing.setMaxLook(10);
  CglGomory gomory;
  gomory.setLimit(300);
  CglMixedIntegerRounding2 rounding;
  CglClique clique;
  clique.setStarCliqueReport(false);
  clique.setRowCliqueReport(false);
  model.addCutGenerator(&gomory, -98, "Gomory");
  model.addCutGenerator(&rounding, -98, "MixedIntegerRounding");
  model.addCutGenerator(&clique, -98, "Clique");
  model.addCutGenerator(&probing, -98, "Probing");
  CbcRounding roundingHeuristic(model);
  CbcHeuristicRINS neighbours(model);
  model.addHeuristic(&roundingHeuristic);
  model.addHeuristic(&neighbours);
  Events events(&watch);
  model.passInEventHandler(&events);

  model.branchAndBound();

  result->nodes = model.getNodeCount();
  if (model.bestSolution() && (!result->has_solution || model.getObjValue() <= result->best)) {
    std::memcpy(solution, model.bestSolution(), sizeof(double) * problem.columns);
    result->best = model.getObjValue();
    result->has_solution = 1;
  }
  const bool complete = model.isProvenOptimal() || (result->has_solution && model.isProvenInfeasible());
  if (complete) {
    result->status = CCBC_OPTIMAL;
    // Within the gap allowed the bound stays where the search left it.
    result->bound = std::min(result->best, std::max(watch.bound, model.getBestPossibleObjValue()));
    if (problem.relative_gap == 0) result->bound = result->best;
    return;
  }
  const double bound = model.getBestPossibleObjValue();
  if (std::isfinite(bound) && std::fabs(bound) < 1e40) result->bound = std::max(result->bound, bound);
  if (result->has_solution) result->bound = std::min(result->bound, result->best);
  if (watch.stopped) {
    result->status = CCBC_STOPPED;
  } else if (watch.late || model.isSecondsLimitReached()) {
    result->status = CCBC_TIME;
  } else if (model.isProvenInfeasible()) {
    result->status = CCBC_INFEASIBLE;
  } else {
    fail(result, "the search was given up");
  }
}

}  // namespace

extern "C" void ccbc_solve(const ccbc_problem *problem, ccbc_progress progress, void *context, double *solution,
                           ccbc_result *result) {
  std::memset(result, 0, sizeof *result);
  result->bound = -INFINITY;
  result->best = INFINITY;
  const bool endless = !std::isfinite(problem->seconds) || problem->seconds > 1e8;
  Watch watch{progress, context, Clock::now(), endless};
  watch.bound = -INFINITY;
  if (!endless)
    watch.end += std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(problem->seconds));
  try {
    solve(*problem, watch, solution, result);
  } catch (const CoinError &error) {
    fail(result, error.message().c_str());
  } catch (const std::exception &error) {
    fail(result, error.what());
  } catch (...) {
    fail(result, "an unknown error of the solver");
  }
}

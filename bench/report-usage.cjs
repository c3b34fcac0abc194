// Preloaded into measured processes: tells peak memory and processor time at exit, by way of a file.
const { appendFileSync, existsSync, readFileSync } = require('node:fs');
const { isMainThread } = require('node:worker_threads');

/** Bytes. Linux counts the peak of the process that started this one into `maxRSS`, but not into VmHWM. */
function peak(maxRSS) {
  const status = existsSync('/proc/self/status') ? readFileSync('/proc/self/status', 'utf8') : '';
  return Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? maxRSS) * 1024;
}

if (isMainThread && process.env.USAGE_FILE) {
  process.on('exit', () => {
    const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
    appendFileSync(
      process.env.USAGE_FILE,
      `${JSON.stringify({ memory: peak(maxRSS), cpu: (userCPUTime + systemCPUTime) / 1e6 })}\n`,
    );
  });
}

// Preloaded into measured processes: tells peak memory and processor time at exit, by way of a file.
const { appendFileSync } = require('node:fs');
const { isMainThread } = require('node:worker_threads');
if (isMainThread && process.env.USAGE_FILE) {
  process.on('exit', () => {
    const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
    appendFileSync(
      process.env.USAGE_FILE,
      `${JSON.stringify({ memory: maxRSS * 1024, cpu: (userCPUTime + systemCPUTime) / 1e6 })}\n`,
    );
  });
}

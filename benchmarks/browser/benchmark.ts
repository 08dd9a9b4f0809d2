import type { Measurement, Task } from '../benchmark.ts'
import { launchChromium } from './browser-process.ts'
import { largeSnapshot } from './large-snapshot.ts'
import { mainThread } from './main-thread.ts'
import { pageSpeed } from './page-speed.ts'
import { replayStorage } from './replay-storage.ts'
import { startSdkSite } from './sdk-site.ts'

/** What the browser SDK costs the pages that embed it, in Chromium, and what its recordings take. */
export async function browser(task: Task): Promise<Measurement[]> {
  const chromium = await launchChromium()
  try {
    await using site = await startSdkSite()
    return [
      ...(await mainThread(chromium, site, task)),
      ...(await largeSnapshot(chromium, site, task)),
      ...(await pageSpeed(chromium, site, task)),
      ...(await replayStorage(chromium, task)),
    ]
  } finally {
    await chromium.close()
  }
}

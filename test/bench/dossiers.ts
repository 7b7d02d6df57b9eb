import { type Print } from './measure.ts';
import { openScene } from './scene.ts';
import { benchQueue } from './queue.ts';
import { benchSubmission } from './submission.ts';

export interface Sizes {
  /** Dossiers in the queue's table. */
  readonly rows: number;
  readonly persons: number;
  /** Submissions in a measured round. */
  readonly perRound: number;
}

/** The figures of the dossier engine, each beside its baseline in the same run. */
export async function benchDossiers(sizes: Sizes, print: Print): Promise<void> {
  const scene = await openScene({ persons: sizes.persons });
  try {
    await benchSubmission(scene, sizes.perRound, print);
    await benchQueue(scene, sizes.rows, print);
  } finally {
    await scene.close();
  }
}

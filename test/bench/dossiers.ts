import { benchOffline } from './audit.ts';
import type { Print } from './measure.ts';
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
    const { house, socket, admin, postmaster, folder } = scene;
    const named = (line: Parameters<Print>[0]) => print({ ...line, bench: 'dossiers' });
    await benchOffline({ runner: house.runner, socket, admin, postmaster, folder }, 100_000, named);
  } finally {
    await scene.close();
  }
}

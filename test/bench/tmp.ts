import { openScene } from './scene.ts';
import { benchSubmission } from './submission.ts';
const scene = await openScene({ persons: 5000 });
try {
  await benchSubmission(scene, 300, (l) => console.log(JSON.stringify(l)));
} finally {
  await scene.close();
}

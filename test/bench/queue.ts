import type { Print } from './measure.ts';
import type { Scene } from './scene.ts';
export async function benchQueue(_s: Scene, _n: number, _p: Print): Promise<void> {}

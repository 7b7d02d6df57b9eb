/** Stored with every decision; raised whenever a score can change. */
export const engineVersion = 'linkage-1.0.0';

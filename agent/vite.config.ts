import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

/** The agent as one file, beside the web app's own files: desks download it from the platform they work with. */
export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  publicDir: false,
  ssr: { noExternal: true, external: ['koffi', 'serialport', 'bufferutil', 'utf-8-validate'] },
  build: {
    ssr: 'main.ts',
    outDir: fileURLToPath(new URL('../web/dist/agent', import.meta.url)),
    emptyOutDir: true,
    target: 'node24',
    minify: true,
    rolldownOptions: { output: { entryFileNames: 'serepok-agent.mjs', codeSplitting: false } },
  },
});

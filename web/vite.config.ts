import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';

const here = fileURLToPath(new URL('.', import.meta.url));
const api = process.env.SEREPOK_API ?? 'http://127.0.0.1:7100';

const installable = VitePWA({
  registerType: 'prompt',
  injectRegister: false,
  includeAssets: ['theme.js', 'icons/mark.svg', 'icons/icon-180.png'],
  manifest: {
    id: '/',
    name: 'Serepok Đắk Lắk',
    short_name: 'Serepok',
    description: 'Nộp hồ sơ, theo dõi kết quả, xem giấy tờ của bạn',
    lang: 'vi',
    start_url: '/',
    scope: '/',
    display: 'standalone',
    background_color: '#FBFAF7',
    theme_color: '#0B5C7A',
    icons: [
      { src: '/icons/icon-192.png', sizes: '192x192', type: 'image/png' },
      { src: '/icons/icon-512.png', sizes: '512x512', type: 'image/png' },
      { src: '/icons/icon-maskable-512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
    ],
    shortcuts: [
      { name: 'Hồ sơ của tôi', url: '/ho-so' },
      { name: 'Giấy tờ của tôi', url: '/giay-to' },
      { name: 'Xác minh giấy tờ', url: '/xac-minh' },
    ],
  },
  workbox: {
    globPatterns: ['**/*.{js,css,html,svg}', '**/noto-sans-{latin,vietnamese}-{400,600}-*.woff2'],
    globIgnores: ['**/*office*', '**/*gallery*', '**/*admin*', '**/*face-worker*', '**/*holder*'],
    navigateFallback: '/index.html',
    navigateFallbackDenylist: [
      /^\/api\//,
      /^\/oidc\//,
      /^\/auth\//,
      /^\/health/,
      /^\/metrics/,
      /^\/docs/,
      /^\/agent\//,
    ],
    runtimeCaching: [
      {
        urlPattern: /\/assets\/.*\.woff2$/,
        handler: 'CacheFirst',
        options: { cacheName: 'fonts', expiration: { maxEntries: 24 } },
      },
    ],
  },
});

export default defineConfig({
  root: here,
  plugins: [react(), installable],
  server: {
    host: '127.0.0.1',
    port: 5173,
    strictPort: false,
    proxy: { '/api': api, '/auth': api, '/oidc': api },
    fs: { allow: ['..'] },
  },
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    rolldownOptions: {
      // lib/ does nothing when loaded, so what a contract does not use of it (the YAML reader) stays out of the bundle.
      treeshake: { moduleSideEffects: (id) => !/\/(lib|node_modules\/yaml)\//.test(id) },
    },
  },
});

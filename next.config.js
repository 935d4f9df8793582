import createNextIntlPlugin from 'next-intl/plugin'

const withNextIntl = createNextIntlPlugin({ requestConfig: './server/i18n/request.ts' })

/** @type {import('next').NextConfig} */
const config = {
  poweredByHeader: false,
  reactStrictMode: true,
  // Types are a gate of `npm test`; a build on the operator's machine has no use for checking our tests.
  typescript: { ignoreBuildErrors: true },
  typedRoutes: false,
  // Ten image-optimiser advisories in twenty months, and nothing here needs one.
  images: { unoptimized: true },
  productionBrowserSourceMaps: false,
  serverExternalPackages: ['better-sqlite3', 'nodemailer', 'pg', 'pino'],
  // What static files need too; documents get the rest from proxy.ts. No Cache-Control here: it would hit /_next/static.
  headers: async () => [
    {
      source: '/:path*',
      headers: [
        { key: 'X-Content-Type-Options', value: 'nosniff' },
        { key: 'Cross-Origin-Resource-Policy', value: 'same-origin' },
        { key: 'Cross-Origin-Embedder-Policy', value: 'require-corp' },
        { key: 'Strict-Transport-Security', value: 'max-age=63072000; includeSubDomains; preload' },
        { key: 'Referrer-Policy', value: 'same-origin' },
        { key: 'X-Permitted-Cross-Domain-Policies', value: 'none' },
        { key: 'X-DNS-Prefetch-Control', value: 'off' },
      ],
    },
  ],
  // Browsers ask for it of their own accord, as Chromium does between two pages.
  rewrites: async () => [{ source: '/favicon.ico', destination: '/icon.svg' }],
  experimental: {
    serverActions: { bodySizeLimit: '1mb' },
  },
}

export default withNextIntl(config)

import createNextIntlPlugin from 'next-intl/plugin'

// Messages are parsed by the build, not again for each page: a page of a list spent 5 % of its time on it.
const withNextIntl = createNextIntlPlugin({
  requestConfig: './server/i18n/request.ts',
  experimental: { messages: { path: './lib/i18n/messages', format: 'json', locales: 'infer', precompile: true } },
})

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
  experimental: {
    serverActions: { bodySizeLimit: '1mb' },
  },
}

export default withNextIntl(config)

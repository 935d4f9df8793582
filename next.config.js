import createNextIntlPlugin from 'next-intl/plugin'

const withNextIntl = createNextIntlPlugin({ requestConfig: './lib/i18n/request.ts' })

/** @type {import('next').NextConfig} */
const config = {
  poweredByHeader: false,
  reactStrictMode: true,
  typedRoutes: false,
  // Ten image-optimiser advisories in twenty months, and nothing here needs one.
  images: { unoptimized: true },
  productionBrowserSourceMaps: false,
  serverExternalPackages: ['better-sqlite3', 'pg', 'pino'],
  experimental: {
    serverActions: { bodySizeLimit: '1mb' },
  },
}

export default withNextIntl(config)

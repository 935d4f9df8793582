import { useTranslations } from 'next-intl'
import type { Theme } from '@/lib/preferences'
import type { Brand } from './brand'
import type { PreferenceActions } from './preferences'
import { Preferences } from './preferences'

type FooterProps = { brand: Brand; reference: string; theme: Theme; actions: PreferenceActions }

/** Help, language and the request's reference, in the same place on every page (WCAG 3.2.6). */
export function Footer({ brand, reference, theme, actions }: FooterProps) {
  const t = useTranslations('app')
  return (
    <footer data-screen aria-label={t('footer')} className="border-t border-line bg-surface">
      <div className="mx-auto flex max-w-[87rem] flex-wrap items-end justify-between gap-x-8 gap-y-4 px-4 py-6 sm:px-6">
        <Preferences theme={theme} actions={actions} />
        <div className="space-y-1 text-meta text-muted">
          {brand.supportUrl && (
            <p>
              <a href={brand.supportUrl} className="inline-block py-1 text-base">
                {t('help')}
              </a>
            </p>
          )}
          <p>{t.rich('reference', { ref: () => <bdi>{reference.slice(0, 8)}</bdi> })}</p>
        </div>
      </div>
    </footer>
  )
}

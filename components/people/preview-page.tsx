import { useTranslations } from 'next-intl'
import type { Messages } from '@/lib/i18n/catalogue'
import { PageHeading } from '../account/page-heading'
import type { Permission } from '@/lib/permissions'
import { PageTitle } from '../layout/page-title'
import { Section } from '../ui/card'
import { Chip } from '../ui/chip'
import { Ban, Check, CircleCheck, X } from '../ui/icons'

type NavLabel = keyof Messages['nav']

type PreviewSection = {
  readonly label: NavLabel
  readonly inMenu: boolean
  readonly parts: readonly { readonly needs: Permission | 'owner'; readonly open: boolean }[]
}

type PreviewPageProps = {
  preview: {
    readonly name: string
    readonly sections: readonly PreviewSection[]
    readonly elsewhere: readonly Permission[]
  }
  back: string
  brandName: string
}

/** The menu as the person finds it, and what is behind each of its entries. */
export function PreviewPage({ preview: { name, sections, elsewhere }, back, brandName }: PreviewPageProps) {
  const t = useTranslations('preview')
  const nav = useTranslations('nav')
  const p = useTranslations('permissions')
  const title = t('title', { name })
  return (
    <div className="max-w-[48rem]">
      <PageTitle>{`${title} – ${brandName}`}</PageTitle>
      <PageHeading title={title} back={{ href: back, label: t('back') }} intro={t('intro')} />
      <div className="grid items-start gap-6 sm:grid-cols-[14rem_1fr]">
        <Section id="their-menu" title={t('menu')}>
          <ul className="space-y-2">
            {sections.flatMap(({ label, inMenu }) => (inMenu ? <li key={label}>{nav(label)}</li> : []))}
          </ul>
        </Section>
        <Section id="their-pages" title={t('pages')}>
          <ul className="space-y-5">
            {sections.map((section) => (
              <Part key={section.label} {...section} />
            ))}
          </ul>
        </Section>
      </div>
      {elsewhere.length > 0 && (
        <div className="mt-6 space-y-2">
          <p>{t('elsewhere')}</p>
          <ul className="list-disc ps-6">
            {elsewhere.map((one) => (
              <li key={one}>{p(one)}</li>
            ))}
          </ul>
        </div>
      )}
    </div>
  )
}

function Part({ label, inMenu, parts }: PreviewSection) {
  const t = useTranslations('preview')
  const nav = useTranslations('nav')
  const p = useTranslations('permissions')
  return (
    <li>
      <p className="mb-1 flex flex-wrap items-center gap-x-3 gap-y-1">
        <span className="font-semibold">{nav(label)}</span>
        <Chip tone={inMenu ? 'ok' : 'neutral'} icon={inMenu ? CircleCheck : Ban}>
          {t(inMenu ? 'opens' : 'closed')}
        </Chip>
      </p>
      <ul className="space-y-1 text-meta">
        {parts.map(({ needs, open }) => (
          <li key={needs} className={`flex gap-1.5 ${open ? '' : 'text-muted'}`}>
            {open ? (
              <Check aria-hidden className="mt-0.5 size-4 shrink-0 text-ok" />
            ) : (
              <X aria-hidden className="mt-0.5 size-4 shrink-0" />
            )}
            <span>
              {needs === 'owner' ? t('ownerOnly') : p(needs)}
              <span className="sr-only">: {t(open ? 'yes' : 'no')}</span>
            </span>
          </li>
        ))}
      </ul>
    </li>
  )
}

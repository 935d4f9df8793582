import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Button } from '../ui/button'
import { AppLink } from './app-link'

type FilterPanelProps = {
  /** The page that the form asks for, and the address without these filters. */
  action: string
  clear: string
  /** How many are on: while there are some, the panel is open. */
  active: number
  submit: string
  children: ReactNode
}

/** Filters of a list: a plain GET form, which works without JavaScript, and Back brings the last view back. */
export function FilterPanel({ action, clear, active, submit, children }: FilterPanelProps) {
  const t = useTranslations('filters')
  return (
    <details open={active > 0} className="mb-4 rounded-lg border border-line">
      <summary className="flex min-h-11 items-center px-4 font-semibold">
        {t('title')}
        {active > 0 && <span className="ms-2 text-meta font-normal text-muted">{t('active', { count: active })}</span>}
      </summary>
      <form action={action} className="flex flex-wrap items-end gap-4 px-4 pt-1 pb-4">
        {children}
        <div className="flex flex-wrap items-center gap-2">
          <Button type="submit" look="outlined">
            {submit}
          </Button>
          {active > 0 && (
            <AppLink href={clear} className="inline-flex min-h-11 items-center px-2">
              {t('clear')}
            </AppLink>
          )}
        </div>
      </form>
    </details>
  )
}

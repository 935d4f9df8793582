import { useTranslations } from 'next-intl'
import { Pagination } from '../ui/pagination'

type ListFooterProps = {
  page: { readonly page: number; readonly pages: number; readonly pageSize: number; readonly total: number }
  hrefOf: (page: number) => string
}

/** How much of a list is shown, and the way to the rest. */
export function ListFooter({ page, hrefOf }: ListFooterProps) {
  const t = useTranslations('paging')
  const first = (page.page - 1) * page.pageSize + 1
  const last = Math.min(page.total, page.page * page.pageSize)
  return (
    <div className="mt-4 flex flex-wrap items-center justify-between gap-4">
      <p role="status" className="text-muted">
        {t('showing', { first, last, total: page.total })}
      </p>
      <Pagination
        page={page.page}
        pages={page.pages}
        hrefOf={hrefOf}
        words={{
          label: t('pages'),
          previous: t('previous'),
          next: t('next'),
          pageOf: (number) => t('page', { page: number }),
        }}
      />
    </div>
  )
}

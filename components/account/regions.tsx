'use client'

import { QueryClient, QueryClientProvider, useQuery } from '@tanstack/react-query'

/** Regions are the same for everybody and for ever: what was asked once is kept as long as the page. */
const client = new QueryClient({ defaultOptions: { queries: { staleTime: Infinity, refetchOnWindowFocus: false } } })

async function askRegions(country: string, signal: AbortSignal): Promise<readonly string[]> {
  const response = await fetch(`/api/regions?country=${encodeURIComponent(country)}`, { signal })
  const answer: unknown = await response.json()
  return Array.isArray(answer) ? answer.filter((name) => typeof name === 'string') : []
}

type RegionsProps = {
  id: string
  country: string
  /** Those of the country that the page came with. */
  known: { readonly country: string; readonly regions: readonly string[] }
}

function Options({ id, country, known }: RegionsProps) {
  const here = country === known.country
  const { data } = useQuery({
    queryKey: ['regions', country],
    queryFn: ({ signal }) => askRegions(country, signal),
    enabled: country !== '' && !here,
  })
  return (
    <datalist id={id}>
      {(here ? known.regions : (data ?? [])).map((name) => (
        <option key={name} value={name} />
      ))}
    </datalist>
  )
}

/** Offers the regions of the country that is chosen. Whatever else is typed or stored is just as good: WHMCS keeps free text. */
export function Regions(props: RegionsProps) {
  return (
    <QueryClientProvider client={client}>
      <Options {...props} />
    </QueryClientProvider>
  )
}

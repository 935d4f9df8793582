'use client'

import type { ComponentType, ReactNode } from 'react'
import { useEffect, useState } from 'react'

type LaterProps<P> = {
  /** Always the same function: it is asked once. */
  load: () => Promise<ComponentType<P>>
  props: P
  /** What stands in its place until then, and when it does not come. */
  children?: ReactNode
}

/** A component whose code comes after the page that shows it. */
export function Later<P extends object>({ load, props, children = null }: LaterProps<P>) {
  const [Loaded, setLoaded] = useState<ComponentType<P> | null>(null)
  useEffect(() => {
    load().then(
      (loaded) => setLoaded(() => loaded),
      () => undefined,
    )
  }, [load])
  return Loaded ? <Loaded {...props} /> : children
}

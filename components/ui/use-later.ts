'use client'

import type { ComponentType } from 'react'
import { useEffect, useState } from 'react'

/** A component whose code comes after the page that shows it; null until it is there, or when it does not come. */
export function useLater<P>(load: () => Promise<ComponentType<P>>): ComponentType<P> | null {
  const [Later, setLater] = useState<ComponentType<P> | null>(null)
  useEffect(() => {
    load().then(
      (loaded) => setLater(() => loaded),
      () => undefined,
    )
  }, [load])
  return Later
}

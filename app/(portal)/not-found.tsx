import { NotFound } from '@/components/layout/not-found'
import { brand } from '@/server/brand'

export default function PortalNotFound() {
  return <NotFound brandName={brand().name} />
}

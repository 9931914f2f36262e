import { Button } from './button.js';

interface MoreButtonProps {
  list: { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => Promise<unknown> };
  children?: string;
}

/** The next page of a list, where there is one. */
export function MoreButton({ list, children = 'Load more' }: MoreButtonProps) {
  if (!list.hasNextPage) return null;
  return (
    <div className="mt-4 grid justify-center">
      <Button busy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
        {children}
      </Button>
    </div>
  );
}

import { Component, type ReactNode } from 'react';

interface PageBoundaryProps {
  /** Another one means another page, which deserves another try. */
  place: string;
  failure: ReactNode;
  children: ReactNode;
}

/** Shows `failure` in the place of a page that threw. */
export class PageBoundary extends Component<PageBoundaryProps, { broken: boolean }> {
  override state = { broken: false };

  static getDerivedStateFromError(): { broken: boolean } {
    return { broken: true };
  }

  override componentDidUpdate(before: PageBoundaryProps): void {
    if (this.state.broken && before.place !== this.props.place) this.setState({ broken: false });
  }

  override render(): ReactNode {
    return this.state.broken ? this.props.failure : this.props.children;
  }
}

import { MessageCircle } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { chatTexts } from '@/texts/chat';

export function ChatButton({ onOpen }: { onOpen: () => void }) {
  return (
    <Button
      variant="primary"
      aria-label={chatTexts.open}
      title={chatTexts.open}
      className="fixed right-4 bottom-4 z-30 size-12 rounded-full p-0 shadow-lg"
      onClick={onOpen}
    >
      <MessageCircle className="size-6" aria-hidden />
    </Button>
  );
}

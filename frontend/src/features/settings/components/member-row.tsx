import type { Me, Member, Role } from '@orbisvoice/contracts';
import { UserMinus } from 'lucide-react';
import { Badge } from '../../../components/ui/badge.js';
import { Button } from '../../../components/ui/button.js';
import { Select } from '../../../components/ui/input.js';
import { formatDate } from '../../../lib/format.js';
import { ROLE_NAMES, rolesToGive } from '../lib/role-words.js';
import { PersonRow } from './person-row.js';

interface MemberRowProps {
  member: Member;
  me: Me;
  onRole: (role: Role) => void;
  onRemove: () => void;
}

export function MemberRow({ member, me, onRole, onRemove }: MemberRowProps) {
  const { name, email, role, joinedAt } = member;
  const self = member.userId === me.user.id;
  const roles = rolesToGive(me.role, role);
  return (
    <PersonRow title={self ? `${name} (you)` : name} text={`${email} · since ${formatDate(joinedAt)}`}>
      {roles.length === 0 ? (
        <Badge>{ROLE_NAMES[role]}</Badge>
      ) : (
        <Select
          aria-label={`Role of ${name}`}
          value={role}
          onChange={(event) => onRole(event.target.value as Role)}
          className="min-w-28"
        >
          {roles.map((one) => (
            <option key={one} value={one}>
              {ROLE_NAMES[one]}
            </option>
          ))}
        </Select>
      )}
      {!self && roles.length > 0 && (
        <Button look="quiet" onClick={onRemove} aria-label={`Remove ${name}`}>
          <UserMinus size={16} aria-hidden="true" />
        </Button>
      )}
    </PersonRow>
  );
}

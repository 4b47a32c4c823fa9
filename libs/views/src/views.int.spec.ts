/** What every PostgreSQL must do with the views: the embedded one, or that of `DATABASE_URL`. */
import './database.contract';
import './project.contract';
import './stuck.contract';
import './accounts.contract';
import './dues.contract';
import './inbox.contract';
import './inbox-life.contract';
import './inbox-gaps.contract';
import './inbox-people.contract';
import './inbox-sight.contract';
import './pages.contract';
import './expiring.contract';
import './inbox-open-message.contract';
import './insight.contract';
import './rebuild.contract';

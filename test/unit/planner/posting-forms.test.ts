/** Forms in which advertisements ask, and say what they do not ask for: short pieces, written before they were read. */
import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { readPosting } from '../../../src/core/planner/posting';
import { SkillWords } from '../../../src/core/planner/skill-words';
import { skillsTable } from '../../support/skills-table';

const words = new SkillWords(skillsTable);

/** Ids alone: what is required, a bar, what is nice to have. */
function weights(text: string): string {
  const { required, nice } = readPosting(text, words);
  return [required, nice].map((list) => list.map(({ skill }) => skill).join(' ')).join(' | ');
}

type Form = readonly [text: string, weights: string];

/** Begins what is headed, so that nothing is asked for only because no heading is there. */
const headed = (text: string): string => `Requirements\n- Python\n- Git\n\n${text}`;
const both = (required: string, nice = ''): string => `p.python p.git${required && ' '}${required} | ${nice}`;

const forms: Readonly<Record<string, readonly Form[]>> = {
  'in the third person': [
    ['Widget Ltd makes pumps.\n\nThe successful candidate writes Python and deploys with Docker.\n\n## Requirements\n- Git', 'p.python o.docker p.git | '],
    ['The post holder maintains the Airflow pipelines.\n\n## Person specification\n- Python', 'o.orch p.python | '],
    [headed('Our new colleague will take over the Kubernetes cluster and keep it running through the night.'), both('o.k8s')],
    [headed('The ideal person presents results to the board, writes Spark jobs and is fond of tidy Docker images.'), both('s.story o.dist o.docker')],
    ['Whoever takes this writes Terraform every day.\n\nWhoever takes this does not write Spark jobs.', 'o.iac | '],
    ['The person in this seat owns our Airflow pipelines. The rest of the group owns the Kubernetes cluster.', 'o.orch | '],
    ['We see somebody who has lived with Docker and with SQL for some years.', 'o.docker p.sql | '],
    ['The researcher is going to build PyTorch models.\n\n## Profile\n- Python', 'd.torch p.python | '],
    ['Duties: The incumbent develops Spark pipelines, maintains SQL databases, and performs other duties as assigned.', 'o.dist p.sql | '],
    ['This role sits in operations and is responsible for Kubernetes and Terraform.\n\nQualifications\n- Python', 'o.k8s o.iac p.python | '],
    ['An applicant with a feeling for Docker, who has shipped PyTorch models, will be at home here.', 'o.docker d.torch | '],
    ['Someone comfortable in SQL.\nSomeone who has run Airflow at scale.', 'p.sql o.orch | '],
  ],
  'as a demand or a duty': [
    ['About the job\nOwn the Airflow pipelines. Build PyTorch models. Keep the Kubernetes cluster healthy.\n\nAbout you\n- Python', 'o.orch d.torch o.k8s p.python | '],
    ['Day to day\nWriting SQL, packaging with Docker, answering questions from sales.\n\nRequirements\n- Python', 'p.sql o.docker p.python | '],
    ['In your first 90 days\n- Ship a Docker image\n- Move one job to Airflow', 'o.docker o.orch | '],
    ['A typical week\nMonday: planning. Tuesday: SQL with finance. Wednesday: PyTorch experiments.\n\nYou have\n- Python', 'p.sql d.torch p.python | '],
    ['Build and maintain Spark jobs (40%)\nKeep Terraform modules current (30%)\nAnswer tickets (30%)', 'o.dist o.iac | '],
    ['| Duty | Percent of time |\n|---|---|\n| Operates Kubernetes clusters | 60 |\n| Reviews SQL | 40 |', 'o.k8s p.sql | '],
    ['Week 1: set up Docker. Month 3: run Airflow alone.', 'o.docker o.orch | '],
    ['The work is mostly PyTorch, with some SQL.\n\n## Requirements\n- Python', 'd.torch p.sql p.python | '],
    ['Expect to write a lot of SQL, and to defend it.', 'p.sql | '],
    ['We are a small group of friendly people in Leeds.\n\nThere is a lot of Docker to write here, and Terraform to put in order.', 'o.docker o.iac | '],
    ['Hands-on Kubernetes in production. SQL that a reviewer can read. Docker without thinking.', 'o.k8s p.sql o.docker | '],
    [headed('The first project is to bring the Airflow pipelines to a state in which somebody else can run them.'), both('o.orch')],
  ],
  'to the reader': [
    ['You might be a fit if\n- Docker does not scare you\n- you dream in SQL', 'o.docker p.sql | '],
    ['Q: What would I be doing?\nA: PyTorch models, and Airflow to run them.\nQ: Do I need Kubernetes?\nA: No.', 'd.torch o.orch | '],
    ['Who are you? Somebody who writes Terraform. What will you do? Move our jobs to Airflow.', 'o.iac o.orch | '],
    ['SELECTION CRITERIA\n1. Demonstrated experience with SQL.\n2. Ability to deploy with Docker.\nDesirable\n3. Kubernetes.', 'p.sql o.docker | o.k8s'],
    ['Forwarding this from a friend: they want someone who knows PyTorch and can find a way around Docker. Pay is fine.', 'd.torch o.docker | '],
    ['🚀 We’re hiring! 🚀\nLooking for an engineer who loves #Kubernetes and #Terraform ❤️\n💡 Bonus if you know Spark\n#jobs #hiring #PyTorch', 'o.k8s o.iac d.torch | o.dist'],
    ['hi all, my old team is looking for another pair of hands. mostly SQL and Airflow, a bit of Docker. ping me', 'p.sql o.orch o.docker | '],
    ['Seniority level: Mid-Senior\nEmployment type: Full-time\nJob function: Engineering\nSkills: Python, Docker, SQL', 'p.python o.docker p.sql | '],
    ['ESSENTIAL: PYTHON, DOCKER.\nDESIRABLE: KUBERNETES.', 'p.python o.docker | o.k8s'],
    ['<dl><dt>What the job needs</dt><dd>Python</dd><dd>Docker</dd><dt>What would please us</dt><dd>Spark</dd></dl>', 'p.python o.docker | o.dist'],
    ['Anforderungen / Requirements\n- Python\n- Docker\nVon Vorteil / Nice to have\n- Spark', 'p.python o.docker | o.dist'],
    ['Criteria\tEssential\tDesirable\nProgramming\tPython\tC++\nOperations\tDocker\tKubernetes', 'p.python o.docker | p.cpp o.k8s'],
    ['Requirements\n- Operations\n  - Docker\n  - Kubernetes\n- Languages\n  - Python', 'o.docker o.k8s p.python | '],
    ['Stack: Python, Docker, Terraform. Team: six. Place: Lyon.', 'p.python o.docker o.iac | '],
  ],
  'of what is not asked for': [
    [headed('About us\nWidget was founded in 2011 by two friends. Its products run on Kubernetes in forty countries.'), both('')],
    ['Widget Ltd is the leading provider of Spark training.\n\nThe successful candidate writes Python.', 'p.python | '],
    ['Our platform is built on Kubernetes and serves a million people.\n\nRequirements\n- Python', 'p.python | '],
    [headed('Benefits\nFree lunch, a gym, and courses in Docker.'), both('')],
    [headed('How to apply\nSend a CV and a link to something in Docker to jobs@widget.example.'), both('')],
    [headed('Equal opportunity\nWidget welcomes everybody. Our statistics on fairness are published each year.'), both('')],
    ['You will write Python. You will not touch Kubernetes: another team does that.', 'p.python | '],
    ['Python every day. No need for Docker. We don’t care whether you know Terraform.', 'p.python | '],
    ['This is not a Spark job. Python it is.', 'p.python | '],
    ['You write Python. The Kubernetes side is handled by the platform group. Spark is out of scope.', 'p.python | '],
    ['You write Python. Someone else does the Docker part, and the deployment with Terraform is somebody else’s.', 'p.python | '],
    ['Python. If your passion is Kubernetes, this is the wrong place for you.', 'p.python | '],
    ['Python matters. Docker can be learned here. You will be taught Terraform.', 'p.python | '],
    [headed('We use Kubernetes and Terraform, but colleagues look after them; all of that is invisible from this chair.'), both('')],
    ['Requirements\n- Degree in statistics, computer vision or a related field\n- Python', 'p.python | '],
    [headed('The interview\nAn hour of SQL, then a chat about Docker.'), both('')],
    ['The last person in this job used Spark; that has been thrown away. You write Python.', 'p.python | '],
    ['You write Python. You don’t have to be a Docker expert. Nor does anybody expect Terraform.', 'p.python | '],
  ],
  'as nice to have': [
    ['Python. Some Docker would not hurt.', 'p.python | o.docker'],
    ['Python. Docker or Terraform is a plus. SQL.', 'p.python p.sql | o.docker o.iac'],
    ['You write Python. If you have also seen Kubernetes, even better.', 'p.python | o.k8s'],
    ['You write Python. Extra points for Spark. Bonus: Airflow.', 'p.python | o.dist o.orch'],
    ['Requirements\n- Python (a must)\n- SQL; Spark desirable\n- Exposure to Docker is useful but not needed', 'p.python p.sql | o.dist o.docker'],
    ['Requirements\n- Python. It would be great if you had used Airflow.\n- Git', 'p.python p.git | o.orch'],
    ['Nice to have\n- Docker\n- Terraform\n\nYou will work in Python every day, in a team of six that sits in Leeds and in Lyon.', 'p.python | o.docker o.iac'],
    ['You know Python and SQL, and perhaps Airflow.', 'p.python p.sql | o.orch'],
    ['Python is what counts. Familiarity with Kubernetes or Terraform is a nice extra, and so is Spark.', 'p.python | o.k8s o.iac o.dist'],
    ['Knowledge of Docker would be an advantage, knowledge of Python is indispensable.', 'p.python | o.docker'],
  ],
};

describe('an advertisement says', () => {
  for (const [kind, table] of Object.entries(forms)) {
    describe(kind, () => {
      for (const [text, expected] of table) {
        it(JSON.stringify(text), () => {
          assert.equal(weights(text), expected);
        });
      }
    });
  }
});

/** Forms in which advertisements ask: short pieces, written before they were read. */
import { describeForms, type Forms } from '../../support/posting-forms';

const forms: Forms = {
  'in the third person': [
    [
      'Widget Ltd makes pumps.\n\nThe successful candidate writes Python and deploys with Docker.\n\n## Requirements\n- Git',
      'o.docker p.git p.python | ',
    ],
    ['The post holder maintains the Airflow pipelines.\n\n## Person specification\n- Python', 'o.orch p.python | '],
    [
      'Requirements\n- Python\n- Git\n\nOur new colleague will take over the Kubernetes cluster and keep it running through the night.',
      'o.k8s p.git p.python | ',
    ],
    [
      'Requirements\n- Python\n- Git\n\nThe ideal person presents results to the board, writes Spark jobs and is fond of tidy Docker images.',
      'o.dist o.docker p.git p.python s.story | ',
    ],
    ['Whoever takes this writes Terraform every day.\n\nWhoever takes this does not write Spark jobs.', 'o.iac | '],
    [
      'The person in this seat owns our Airflow pipelines. The rest of the group owns the Kubernetes cluster.',
      'o.orch | ',
    ],
    ['We see somebody who has lived with Docker and with SQL for some years.', 'o.docker p.sql | '],
    ['The researcher is going to build PyTorch models.\n\n## Profile\n- Python', 'd.torch p.python | '],
    [
      'Duties: The incumbent develops Spark pipelines, maintains SQL databases, and performs other duties as assigned.',
      'o.dist p.sql | ',
    ],
    [
      'This role sits in operations and is responsible for Kubernetes and Terraform.\n\nQualifications\n- Python',
      'o.iac o.k8s p.python | ',
    ],
    [
      'An applicant with a feeling for Docker, who has shipped PyTorch models, will be at home here.',
      'd.torch o.docker | ',
    ],
    ['Someone comfortable in SQL.\nSomeone who has run Airflow at scale.', 'o.orch p.sql | '],
  ],
  'as a demand or a duty': [
    [
      'About the job\nOwn the Airflow pipelines. Build PyTorch models. Keep the Kubernetes cluster healthy.\n\nAbout you\n- Python',
      'd.torch o.k8s o.orch p.python | ',
    ],
    [
      'Day to day\nWriting SQL, packaging with Docker, answering questions from sales.\n\nRequirements\n- Python',
      'o.docker p.python p.sql | ',
    ],
    ['In your first 90 days\n- Ship a Docker image\n- Move one job to Airflow', 'o.docker o.orch | '],
    [
      'A typical week\nMonday: planning. Tuesday: SQL with finance. Wednesday: PyTorch experiments.\n\nYou have\n- Python',
      'd.torch p.python p.sql | ',
    ],
    [
      'Build and maintain Spark jobs (40%)\nKeep Terraform modules current (30%)\nAnswer tickets (30%)',
      'o.dist o.iac | ',
    ],
    [
      '| Duty | Percent of time |\n|---|---|\n| Operates Kubernetes clusters | 60 |\n| Reviews SQL | 40 |',
      'o.k8s p.sql | ',
    ],
    ['Week 1: set up Docker. Month 3: run Airflow alone.', 'o.docker o.orch | '],
    ['The work is mostly PyTorch, with some SQL.\n\n## Requirements\n- Python', 'd.torch p.python p.sql | '],
    ['Expect to write a lot of SQL, and to defend it.', 'p.sql | '],
    [
      'We are a small group of friendly people in Leeds.\n\nThere is a lot of Docker to write here, and Terraform to put in order.',
      'o.docker o.iac | ',
    ],
    [
      'Hands-on Kubernetes in production. SQL that a reviewer can read. Docker without thinking.',
      'o.docker o.k8s p.sql | ',
    ],
    [
      'Requirements\n- Python\n- Git\n\nThe first project is to bring the Airflow pipelines to a state in which somebody else can run them.',
      'o.orch p.git p.python | ',
    ],
  ],
  'to the reader': [
    ['You might be a fit if\n- Docker does not scare you\n- you dream in SQL', 'o.docker p.sql | '],
    [
      'Q: What would I be doing?\nA: PyTorch models, and Airflow to run them.\nQ: Do I need Kubernetes?\nA: No.',
      'd.torch o.orch | ',
    ],
    ['Who are you? Somebody who writes Terraform. What will you do? Move our jobs to Airflow.', 'o.iac o.orch | '],
    [
      'SELECTION CRITERIA\n1. Demonstrated experience with SQL.\n2. Ability to deploy with Docker.\nDesirable\n3. Kubernetes.',
      'o.docker p.sql | o.k8s',
    ],
    [
      'Forwarding this from a friend: they want someone who knows PyTorch and can find a way around Docker. Pay is fine.',
      'd.torch o.docker | ',
    ],
    [
      '🚀 We’re hiring! 🚀\nLooking for an engineer who loves #Kubernetes and #Terraform ❤️\n💡 Bonus if you know Spark\n#jobs #hiring #PyTorch',
      'd.torch o.iac o.k8s | o.dist',
    ],
    [
      'hi all, my old team is looking for another pair of hands. mostly SQL and Airflow, a bit of Docker. ping me',
      'o.docker o.orch p.sql | ',
    ],
    [
      'Seniority level: Mid-Senior\nEmployment type: Full-time\nJob function: Engineering\nSkills: Python, Docker, SQL',
      'o.docker p.python p.sql | ',
    ],
    ['ESSENTIAL: PYTHON, DOCKER.\nDESIRABLE: KUBERNETES.', 'o.docker p.python | o.k8s'],
    [
      '<dl><dt>What the job needs</dt><dd>Python</dd><dd>Docker</dd><dt>What would please us</dt><dd>Spark</dd></dl>',
      'o.docker p.python | o.dist',
    ],
    [
      'Anforderungen / Requirements\n- Python\n- Docker\nVon Vorteil / Nice to have\n- Spark',
      'o.docker p.python | o.dist',
    ],
    ['Criteria	Essential	Desirable\nProgramming	Python	C++\nOperations	Docker	Kubernetes', 'o.docker p.python | o.k8s p.cpp'],
    ['Requirements\n- Operations\n  - Docker\n  - Kubernetes\n- Languages\n  - Python', 'o.docker o.k8s p.python | '],
    ['Stack: Python, Docker, Terraform. Team: six. Place: Lyon.', 'o.docker o.iac p.python | '],
  ],
};

describeForms('an advertisement asks', forms);

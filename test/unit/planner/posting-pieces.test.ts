/** Longer pieces of advertisements, written when the short forms were read right. */
import { describeForms, type Forms } from '../../support/posting-forms';

const forms: Forms = {
  'is read': [
    [
      'We are looking for a data engineer. What matters to us: SQL, Airflow and a sense of humour. What does not: Kubernetes, titles.',
      'o.orch p.sql | ',
    ],
    [
      'ABOUT THE ROLE\nReporting to the Head of Data, the Senior Engineer will lead the migration to Airflow and act as the owner of our Terraform modules.\n\nABOUT YOU\nDemonstrable Python.\nExcellent SQL.',
      'o.iac o.orch p.python p.sql | ',
    ],
    [
      'Key Responsibilities:\n\nDesign and maintain Airflow pipelines.\n\nContainerize services with Docker.\n\nWhat We Offer:\n\nSpark trainings.',
      'o.docker o.orch | ',
    ],
    [
      'The Centre has run a Kubernetes cluster since 2018 and is home to 200 scientists. The appointee works in PyTorch. He or she also keeps the SQL database in shape.',
      'd.torch p.sql | ',
    ],
    [
      'Main duties and responsibilities\n1.1 Provide expert support in SQL to project teams.\n1.2 Contribute to the maintenance of Docker images.\n1.3 Any other duty commensurate with the grade.\n\nPerson specification\nEssential (E) / Desirable (D)\nPython (E)\nTerraform (D)',
      'o.docker p.python p.sql | o.iac',
    ],
    [
      'Requirements\n- Python, obviously\n- Any of Docker / Podman\n- Bonus: Terraform\n\nWe do not expect you to know Spark on day one; the team will show you.',
      'o.docker p.python | o.iac',
    ],
    ['Why join?\n- You will work with modern tools such as Kubernetes\n\nWhat you need\n- Python', 'p.python | '],
    ['Your skills\nPython ⭐⭐⭐\nDocker ⭐⭐\nTerraform ⭐', 'o.docker o.iac p.python | '],
    [
      'Position: ML Engineer\nLocation: Pune\nExperience: 3-5 yrs\nMandatory skills: Python, SQL, Docker\nGood to have: Airflow\nNotice period: immediate',
      'o.docker p.python p.sql | o.orch',
    ],
    [
      'JD:\n* Exp in Python\n* Should be able to write SQL\n* Exp in Docker is added advantage\n* Kubernetes not mandatory',
      'p.python p.sql | o.docker',
    ],
    ['You are the one we want if you speak Python. Terraform? Nice. Spark? Never mind.', 'p.python | o.iac'],
    [
      'Imagine: it is Monday, and a Docker build fails. You fix it before the coffee is ready. In the afternoon you write SQL for the auditors.',
      'o.docker p.sql | ',
    ],
    [
      'Profile\nWe welcome applications from people who have used PyTorch in research or at work. A background in Airflow is not a requirement. Docker, on the other hand, is.',
      'd.torch o.docker | ',
    ],
    [
      '## The team\nSix engineers; we like Kubernetes.\n## The work\nBuilding PyTorch models. Shipping them with Docker.\n## You\nPython.',
      'd.torch o.docker p.python | ',
    ],
    ['Tired of Kubernetes? So are we. Come and write plain Python and SQL with us.', 'p.python p.sql | '],
    [
      'Minimum qualifications:\nBachelor’s degree in statistics or equivalent practical experience.\nExperience in Python.\n\nPreferred qualifications:\nMaster’s degree in probability or a related field.\nExperience with Docker.',
      'p.python | o.docker',
    ],
    [
      'It is essential that the candidate knows Docker. It is desirable that the candidate knows Terraform. Knowledge of Spark is neither.',
      'o.docker | o.iac',
    ],
    [
      'The fellowship: you learn PyTorch in the first month (no experience needed), then build models with it.',
      'd.torch | ',
    ],
    [
      'Requirements\n- Python\n\nNice-to-haves (don’t worry if you have none of them)\n- Docker\n- Terraform',
      'p.python | o.docker o.iac',
    ],
    ['Requirements\n- Python\n\nIt’s OK if you have never used\n- Docker\n- Terraform', 'p.python | '],
    [
      'Requirements\n- 3+ years of Python (not negotiable)\n- Not afraid of SQL\n- Docker, or willingness to learn it',
      'o.docker p.python p.sql | ',
    ],
    [
      'Requirements\n- Python\n- You don’t just write SQL, you review it\n- You can’t imagine deploying without Docker',
      'o.docker p.python p.sql | ',
    ],
    [
      'Our client, a bank in Zurich, seeks a consultant. The client’s platform is Kubernetes. The consultant will write Terraform and Python.',
      'o.iac p.python | ',
    ],
    [
      'Must haves:\nPython | SQL | Docker\n\nNice to haves:\nSpark | Airflow',
      'o.docker p.python p.sql | o.dist o.orch',
    ],
    [
      'What will you do?\nYou’ll be building PyTorch models\nYou’ll be running Airflow\n\nWhat won’t you do?\nManage Kubernetes\nFix printers',
      'd.torch o.orch | ',
    ],
    [
      'Requirements:\nPython; Docker; good English.\n\nAbout Widget: Widget is the company behind a well-known Kubernetes distribution.',
      'o.docker p.python | ',
    ],
    ['We need Python. We use SQL everywhere. We have no Kubernetes. We pay well.', 'p.python p.sql | '],
    [
      'First, the truth: our Airflow is a mess. That is why we are hiring. You would clean it up, with Docker if you wish.',
      'o.docker o.orch | ',
    ],
    ['Requirements\n- Python\n- ideally Docker and Terraform\n- SQL', 'p.python p.sql | o.docker o.iac'],
    [
      'Requirements\n- Python (Docker is a plus)\n- Knowledge of one of: Airflow, Spark\n- Terraform (optional)',
      'o.dist o.orch p.python | o.docker o.iac',
    ],
    ['Requirements\n- Strong Python. Terraform experience preferred but not required. SQL.', 'p.python p.sql | o.iac'],
    ['Requirements\n- You have used Docker, and ideally Kubernetes, in production', 'o.docker | o.k8s'],
    ['Please do not apply if you only know Spark. Do apply if you know Python.', 'p.python | '],
    ['Candidates without Python will not be considered.', 'p.python | '],
    [
      'The lab’s GPU cluster is run by the computing centre with Kubernetes. Doctoral students write PyTorch.',
      'd.torch | ',
    ],
    [
      'Within a month you have written your first Airflow job; within a year you own all of them. Nobody here has time for Kubernetes.',
      'o.orch | ',
    ],
    [
      'WHO WE ARE\nWe sell shoes. Our data team loves Spark.\n\nWHO YOU ARE\nA Python person. A Docker person, too.\n\nWHAT YOU GET\nShoes, and Terraform courses.',
      'o.docker p.python | ',
    ],
    [
      'Tasks:\n• PyTorch models (50 %)\n• Airflow (30 %)\n• Misc. (20 %)\n\nWe’re a Kubernetes shop, but that needn’t bother you.',
      'd.torch o.orch | ',
    ],
    ['You can expect: Python, Docker, and a lot of trust. You cannot expect: Kubernetes.', 'o.docker p.python | '],
    [
      'If Docker is second nature to you and you have an eye for SQL, write to us. If you also know Terraform, write faster.',
      'o.docker p.sql | o.iac',
    ],
    [
      '<h3>Essential</h3><p>Python<br>Docker</p><h3>Desirable</h3><p>Terraform<br>Spark</p><h3>Not needed</h3><p>Airflow</p>',
      'o.docker p.python | o.dist o.iac',
    ],
    [
      'Essential: Python, Docker\nDesirable: Terraform\nOther: driving licence\nWe do not require: Spark',
      'o.docker p.python | o.iac',
    ],
    ['We’d be thrilled if you also brought Docker. Python is the minimum.', 'p.python | o.docker'],
    [
      'Dear all,\n\nplease pass this on to anybody who is finishing a thesis. We have an opening for two years. One would develop PyTorch code, look after the Docker images, and now and then untangle SQL that earlier students left behind. Kubernetes is run for us by the computing centre. A taste for Terraform would be a bonus.\n\nBest, Maria',
      'd.torch o.docker p.sql | o.iac',
    ],
    [
      'TL;DR: Python + SQL + Docker, 4 days, remote in Europe.\n\nLong version: we insure bicycles. Claims arrive as photos, the app is in Kotlin. You would be engineer number three.\n\nNot TL;DR but fair to say: there is no Kubernetes, there never will be.',
      'o.docker p.python p.sql | ',
    ],
    [
      'We’re growing! 🌱\n\nWhat you’ll own 👇\n✅ Our Airflow DAGs\n✅ Docker builds\n\nWhat you’ll bring 👇\n✅ Python\n✅ SQL\n\nIcing on the cake 🍰\n✅ Terraform\n\nNot a must 🙅\n❌ Spark',
      'o.docker o.orch p.python p.sql | o.iac',
    ],
    [
      'Machine Learning Engineer\n\nAbout Acme\nAcme is a leader in pumps. Our platform runs on Kubernetes.\n\nYour mission\nPumps fail. With you, they fail less often. You take data from 4,000 sensors, write the models in PyTorch and bring them to the field in Docker.\n\nYour toolbox\nPython is your mother tongue, SQL your second language. Terraform you have at least heard of.\n\nOur promise\n30 days off, a Spark course if you fancy one.',
      'd.torch o.docker o.iac p.python p.sql | ',
    ],
    [
      'Postdoc (2 years)\nThe project SWARM asks how bees decide. So far a PhD student has simulated hives in C++. The postdoc will replace this with PyTorch and compare both. Teaching is not part of the contract. Docker comes in handy since the cluster takes nothing else.',
      'd.torch o.docker | ',
    ],
    [
      'What the first year looks like\n\nSpring: you learn our data and fix the SQL nobody dares to touch.\nSummer: you put the models into Docker.\nAutumn: you run Airflow.\nWinter: you sleep.\n\nWhat it does not look like\n\nKubernetes at 3 am.',
      'o.docker o.orch p.sql | ',
    ],
    [
      'We have 3 open roles.\n\n1) Data Engineer — Airflow, SQL, Docker\n2) Data Analyst — SQL, Python\n\nAll roles: English, kindness. None of the roles: Kubernetes.',
      'o.docker o.orch p.python p.sql | ',
    ],
    [
      'Requirements\n▪ Python: expert\n▪ SQL: good\n▪ Docker: basic\n▪ Kubernetes: none\n▪ Terraform: a plus',
      'o.docker p.python p.sql | o.iac',
    ],
    [
      'I lead the pricing team and I need help. Half of our week is SQL; the other half is convincing people. If you have ever built something with PyTorch, I want to hear about it. I do not care about Kubernetes, certificates or your shoes.',
      'd.torch p.sql | ',
    ],
    [
      'Essential criteria\nE1 Experience of Python\nE2 Experience of SQL\nDesirable criteria\nD1 Docker\nD2 Terraform\nThe panel will shortlist on E1 to E2. Previous applicants need not apply.',
      'p.python p.sql | o.docker o.iac',
    ],
    [
      'The job\n\nModels in PyTorch go in, Docker images come out, and what happens in between is up to you. There is nobody to ask. There is an Airflow, which you inherit.\n\nThe person\n\nHas seen production. Writes SQL. Sleeps well.',
      'd.torch o.docker o.orch p.sql | ',
    ],
    [
      'Job Requirements:\nEducation: B.Tech in CS\nMust Have Skills: Python; SQL; Docker.\nGood To Have Skills: Airflow; Terraform.\nCertifications: not mandatory; Kubernetes (CKA) preferred.',
      'o.docker p.python p.sql | o.iac o.k8s o.orch',
    ],
  ],
};

describeForms('of a piece of an advertisement', forms);

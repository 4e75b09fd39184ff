/** What advertisements do not ask for, and what they only wish for: short pieces, written before they were read. */
import { describeForms, type Forms } from '../../support/posting-forms';

const forms: Forms = {
  'of what is not asked for': [
    [
      'Requirements\n- Python\n- Git\n\nAbout us\nWidget was founded in 2011 by two friends. Its products run on Kubernetes in forty countries.',
      'p.git p.python | ',
    ],
    ['Widget Ltd is the leading provider of Spark training.\n\nThe successful candidate writes Python.', 'p.python | '],
    ['Our platform is built on Kubernetes and serves a million people.\n\nRequirements\n- Python', 'p.python | '],
    ['Requirements\n- Python\n- Git\n\nBenefits\nFree lunch, a gym, and courses in Docker.', 'p.git p.python | '],
    [
      'Requirements\n- Python\n- Git\n\nHow to apply\nSend a CV and a link to something in Docker to jobs@widget.example.',
      'p.git p.python | ',
    ],
    [
      'Requirements\n- Python\n- Git\n\nEqual opportunity\nWidget welcomes everybody. Our statistics on fairness are published each year.',
      'p.git p.python | ',
    ],
    ['You will write Python. You will not touch Kubernetes: another team does that.', 'p.python | '],
    ['Python every day. No need for Docker. We don’t care whether you know Terraform.', 'p.python | '],
    ['This is not a Spark job. Python it is.', 'p.python | '],
    ['You write Python. The Kubernetes side is handled by the platform group. Spark is out of scope.', 'p.python | '],
    [
      'You write Python. Someone else does the Docker part, and the deployment with Terraform is somebody else’s.',
      'p.python | ',
    ],
    ['Python. If your passion is Kubernetes, this is the wrong place for you.', 'p.python | '],
    ['Python matters. Docker can be learned here. You will be taught Terraform.', 'p.python | '],
    [
      'Requirements\n- Python\n- Git\n\nWe use Kubernetes and Terraform, but colleagues look after them; all of that is invisible from this chair.',
      'p.git p.python | ',
    ],
    ['Requirements\n- Degree in statistics, computer vision or a related field\n- Python', 'p.python | '],
    ['Requirements\n- Python\n- Git\n\nThe interview\nAn hour of SQL, then a chat about Docker.', 'p.git p.python | '],
    ['The last person in this job used Spark; that has been thrown away. You write Python.', 'p.python | '],
    ['You write Python. You don’t have to be a Docker expert. Nor does anybody expect Terraform.', 'p.python | '],
  ],
  'as nice to have': [
    ['Python. Some Docker would not hurt.', 'p.python | o.docker'],
    ['Python. Docker or Terraform is a plus. SQL.', 'p.python p.sql | o.docker o.iac'],
    ['You write Python. If you have also seen Kubernetes, even better.', 'p.python | o.k8s'],
    ['You write Python. Extra points for Spark. Bonus: Airflow.', 'p.python | o.dist o.orch'],
    [
      'Requirements\n- Python (a must)\n- SQL; Spark desirable\n- Exposure to Docker is useful but not needed',
      'p.python p.sql | o.dist o.docker',
    ],
    ['Requirements\n- Python. It would be great if you had used Airflow.\n- Git', 'p.git p.python | o.orch'],
    [
      'Nice to have\n- Docker\n- Terraform\n\nYou will work in Python every day, in a team of six that sits in Leeds and in Lyon.',
      'p.python | o.docker o.iac',
    ],
    ['You know Python and SQL, and perhaps Airflow.', 'p.python p.sql | o.orch'],
    [
      'Python is what counts. Familiarity with Kubernetes or Terraform is a nice extra, and so is Spark.',
      'p.python | o.dist o.iac o.k8s',
    ],
    ['Knowledge of Docker would be an advantage, knowledge of Python is indispensable.', 'p.python | o.docker'],
  ],
};

describeForms('an advertisement says', forms);

//! Storage that speaks S3: Amazon's and many others'.

use opendal::Operator;
use opendal::services::S3;

use super::{Kind, Means, Remote, Target, Trouble, Wanted};
use crate::content::site::Reached;
use crate::diagnostic::Both;
use crate::fault::Fault;

pub static KIND: Kind = Kind { reached: Reached::S3, open };

const MEANS: Means = Means { lanes: 16, moves: false, answers: true };

/// The region where the service has none of its own.
const REGION: &str = "us-east-1";

const KEY: Both = Both(
    "Sätt AWS_ACCESS_KEY_ID och AWS_SECRET_ACCESS_KEY i miljön (aldrig i en fil av webbplatsen), och kontrollera att de gäller för platsen.",
    "Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY in the environment (never in a file of the site), and check that they hold for the place.",
);

fn open(wanted: &Wanted) -> Result<Box<dyn Target>, Fault> {
    let config = wanted.config;
    let (address, folder) = wanted.address(&["s3"], "s3://insyn/mapp")?;
    let trouble = Trouble { place: config.to.to_string(), key: KEY };
    let bucket = address.host_str().unwrap_or_default();
    let region = config.region.as_deref().unwrap_or(REGION);
    // Asking a cloud's own network for keys would take seconds everywhere else.
    let mut service = S3::default().bucket(bucket).root(&folder).region(region).disable_ec2_metadata();
    if let Some(endpoint) = &config.endpoint {
        service = service.endpoint(&endpoint.url);
    }
    let operator = Operator::new(service).map_err(|error| trouble.fault(&error))?;
    Remote::open(wanted, operator, MEANS, trouble)
}

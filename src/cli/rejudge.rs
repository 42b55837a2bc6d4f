//! `minos rejudge`: submissions judged again, as sets.

use std::process::ExitCode;

use clap::{Args, Subcommand};

use super::data::DataArgs;
use crate::{
    app::{App, NewRejudge, RejudgeItemView, RejudgeQuery, RejudgeRow, Viewer},
    domain::{RejudgeId, Verdict},
};

/// Judge submissions again, see what would change, then apply or discard it
#[derive(Args, Debug)]
pub struct Rejudge {
    #[command(subcommand)]
    verb: RejudgeVerb,
}

#[derive(Subcommand, Debug)]
enum RejudgeVerb {
    /// Make a set of the judged submissions that meet every condition; a server judges it
    #[command(after_help = "Example: minos rejudge create --problem gates --verdict TLE")]
    Create(CreateArgs),
    /// List the latest sets, the last first
    #[command(after_help = "Example: minos rejudge list --json")]
    List(ListArgs),
    /// Show what a set would change, or did
    #[command(after_help = "Example: minos rejudge show 3 --all")]
    Show(ShowArgs),
    /// Give a set's submissions their new results
    #[command(after_help = "Example: minos rejudge apply 3")]
    Apply(PickArgs),
    /// Forget a set's results
    #[command(after_help = "Example: minos rejudge discard 3")]
    Discard(PickArgs),
}

#[derive(Args, Debug)]
struct CreateArgs {
    /// Submissions, by number
    submissions: Vec<i64>,
    /// For this problem, by its short name
    #[arg(long, value_name = "SLUG")]
    problem: Option<String>,
    /// In this language, by id
    #[arg(long, value_name = "ID")]
    language: Option<String>,
    /// Of this user
    #[arg(long, value_name = "NAME")]
    user: Option<String>,
    /// With this verdict: AC, WA, TLE, …
    #[arg(long, value_parser = verdict)]
    verdict: Option<Verdict>,
    /// Why, for other judges
    #[arg(long, default_value = "")]
    reason: String,
    #[command(flatten)]
    data: DataArgs,
}

#[derive(Args, Debug)]
struct ListArgs {
    /// One JSON object for machines
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    data: DataArgs,
}

#[derive(Args, Debug)]
struct ShowArgs {
    /// The set's number
    id: i64,
    /// Every submission, those that stay as they are too
    #[arg(long)]
    all: bool,
    /// One JSON object for machines
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    data: DataArgs,
}

#[derive(Args, Debug)]
struct PickArgs {
    /// The set's number
    id: i64,
    #[command(flatten)]
    data: DataArgs,
}

fn verdict(code: &str) -> Result<Verdict, String> {
    let codes = Verdict::ALL.map(Verdict::code).join(", ");
    Verdict::from_code(&code.to_uppercase()).ok_or_else(|| format!("expected one of {codes}"))
}

impl Rejudge {
    /// Runs the verb.
    ///
    /// # Errors
    /// When there is no such set or submission, or the database can't be used.
    pub fn run(self) -> anyhow::Result<ExitCode> {
        match self.verb {
            RejudgeVerb::Create(args) => {
                let CreateArgs { submissions, problem, language, user, verdict, reason, data } =
                    args;
                let new = NewRejudge { submissions, problem, language, user, verdict, reason };
                let set = data.open_existing()?.rejudge(&Viewer::console(), &new)?;
                println!("rejudge {}: {} submissions ({})", set.id, set.total, set.scope);
            }
            RejudgeVerb::List(args) => list(&args)?,
            RejudgeVerb::Show(args) => show(&args)?,
            RejudgeVerb::Apply(args) => close(&args, App::apply_rejudge)?,
            RejudgeVerb::Discard(args) => close(&args, App::discard_rejudge)?,
        }
        Ok(ExitCode::SUCCESS)
    }
}

fn list(args: &ListArgs) -> anyhow::Result<()> {
    let list = args.data.open_existing()?.rejudges(&Viewer::console())?;
    if args.json {
        println!("{}", serde_json::to_string(&list)?);
    } else if list.rejudges.is_empty() {
        println!("no rejudges");
    } else {
        list.rejudges.iter().for_each(print);
    }
    Ok(())
}

fn show(args: &ShowArgs) -> anyhow::Result<()> {
    let (app, console) = (args.data.open_existing()?, Viewer::console());
    let mut query = RejudgeQuery { all: args.all, page: Some(1), per_page: Some(200) };
    let mut set = app.rejudge_set(&console, RejudgeId(args.id), &query)?;
    for page in 2..=set.pages {
        query.page = Some(page);
        set.submissions.extend(app.rejudge_set(&console, RejudgeId(args.id), &query)?.submissions);
    }
    if args.json {
        println!("{}", serde_json::to_string(&set)?);
        return Ok(());
    }
    print(&set.row);
    set.submissions.iter().for_each(print_item);
    Ok(())
}

fn print(set: &RejudgeRow) {
    println!(
        "rejudge {}, {}: {} submissions ({}), {} to go, {} failed, {} changed",
        set.id, set.state, set.total, set.scope, set.waiting, set.failed, set.changed
    );
}

fn print_item(item: &RejudgeItemView) {
    let word = |verdict: Option<Verdict>| verdict.map_or("-", Verdict::code);
    let points = |score: Option<f64>| score.map_or_else(|| "-".into(), |score| score.to_string());
    println!(
        "{:>8}  {:<20}  {:<20}  {:>3} {:>6}  ->  {:>3} {:>6}{}",
        item.submission,
        item.user,
        item.problem,
        word(item.old_verdict),
        points(item.old_score),
        word(item.verdict),
        points(item.score),
        if item.stale { "  overtaken" } else { "" },
    );
}

fn close(
    args: &PickArgs,
    act: fn(&App, &Viewer, RejudgeId) -> crate::app::Result<RejudgeRow>,
) -> anyhow::Result<()> {
    let set = act(&args.data.open_existing()?, &Viewer::console(), RejudgeId(args.id))?;
    println!("rejudge {} {}", set.id, set.state);
    Ok(())
}

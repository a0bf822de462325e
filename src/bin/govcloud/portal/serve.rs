//! `govcloud serve`: opens the data folder, prints where to go and how to sign in, serves until stopped.

use super::{
    Portal, accounts, adopt,
    assets::Worker,
    catalogs::Catalogs,
    database, demo, index,
    limits::Limit,
    place::Place,
    routes, sessions,
    signatures::{Demand, Signatures},
};
use govcloud::basics::{Date, date};
use std::error::Error;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

/// Where and how to serve.
#[derive(Debug, clap::Args)]
pub(crate) struct ServeArgs {
    /// Address to listen on; one that is not of this machine needs --public
    #[arg(long, default_value_t = IpAddr::V4(Ipv4Addr::LOCALHOST))]
    host: IpAddr,
    /// Port to listen on; 0 takes a free one
    #[arg(long, default_value_t = 8080)]
    port: u16,
    /// Folder of the database and the attachments; made at the first start
    #[arg(long, value_name = "DIR", default_value = "data")]
    data: PathBuf,
    /// Database address; a SQLite file in the data folder where absent, else postgres://…
    #[arg(long, value_name = "URL")]
    database: Option<String>,
    /// Folder of the built element
    #[arg(long, value_name = "DIR", default_value = "www/dist")]
    dist: PathBuf,
    /// Catalog file; may be given several times, the first is the current edition
    #[arg(long, value_name = "FILE", default_value = "www/catalogs/demo.json")]
    catalog: Vec<PathBuf>,
    /// The place by whose rules applications are judged: the name of one that ships, or a file
    #[arg(long, value_name = "FILE|ID", default_value = "heilongjiang")]
    jurisdiction: String,
    /// Whether what is handed in must be signed with SM2
    #[arg(long, value_enum, default_value_t = Demand::Accepted)]
    signatures: Demand,
    /// JSON file of accounts and their SM2 public keys: {"dept-a": ["04…", "-----BEGIN PUBLIC KEY-----…"]}
    #[arg(long, value_name = "FILE")]
    signers: Option<PathBuf>,
    /// Review as of this date instead of today, for tests
    #[arg(long, value_name = "DATE", value_parser = date_argument)]
    as_of: Option<Date>,
    /// Password of the demonstration accounts; a random one is made and kept where absent
    #[arg(long, value_name = "TEXT")]
    demo_password: Option<String>,
    /// Begin with a demonstration case in each stage; those that are there already are left alone
    #[arg(long)]
    demo: bool,
    /// Allow an address that other machines reach, behind a proxy that speaks TLS
    #[arg(long)]
    public: bool,
}

fn date_argument(text: &str) -> Result<Date, String> {
    date::parse(text).ok_or_else(|| "write a date as 2026-11-23".to_owned())
}

/// Serves until it is stopped. 0 when stopped in good order, 2 when it could not start.
pub(crate) fn serve(args: ServeArgs) -> ExitCode {
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => return failed(&error),
    };
    match runtime.block_on(run(args)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => failed(error.as_ref()),
    }
}

fn failed(error: &dyn Error) -> ExitCode {
    eprintln!("govcloud serve: {error}");
    ExitCode::from(2)
}

async fn run(args: ServeArgs) -> Result<(), Box<dyn Error>> {
    if !args.host.is_loopback() && !args.public {
        return Err(format!(
            "{} is reachable from other machines. The demonstration accounts are not meant for that; \
             if you mean it, put a proxy with TLS in front and add --public",
            args.host
        )
        .into());
    }
    let (portal, password) = begin(&args).await?;
    let listener = tokio::net::TcpListener::bind(SocketAddr::new(args.host, args.port)).await?;
    tell(&announcement(listener.local_addr()?, &portal, &password));
    let router = routes::router(portal);
    axum::serve(listener, router).with_graceful_shutdown(stopped()).await?;
    tell("stopped");
    Ok(())
}

/// Opens the portal, and tells the demonstration's stories where they are wanted. The second value is the password
/// of the demonstration accounts.
///
/// # Errors
/// As [`open`]; and when a step of the demonstration is refused.
pub(crate) async fn begin(args: &ServeArgs) -> Result<(Arc<Portal>, String), Box<dyn Error>> {
    let (portal, password) = open(args).await?;
    let portal = Arc::new(portal);
    if args.demo {
        demo::seed(&portal).await?;
    }
    Ok((portal, password))
}

/// Opens everything that the portal works with, and makes what is missing. The second value is the password
/// of the demonstration accounts.
///
/// # Errors
/// When a catalog or the place cannot be used, or the data folder or the database cannot be opened.
pub(crate) async fn open(args: &ServeArgs) -> Result<(Portal, String), Box<dyn Error>> {
    let catalogs = Catalogs::read(&args.catalog)?;
    let signatures = Signatures::open(args.signatures, args.signers.as_deref())?;
    let mut place = Place::open(&args.jurisdiction)?;
    std::fs::create_dir_all(args.data.join("attachments"))
        .map_err(|e| format!("{}: {e}", args.data.display()))?;
    let url = args.database.clone().unwrap_or_else(|| database::sqlite_in(&args.data));
    let db = database::open(&url).await?;
    place.remember(&db).await?;
    let password = match &args.demo_password {
        Some(password) => password.clone(),
        None => kept_password(&args.data.join("demo-password"))?,
    };
    accounts::write_demos(&db, &accounts::demos(&place.jurisdiction), &password).await?;
    adopt::adopt(&db).await.map_err(|problem| problem.message.en)?;
    index::derive_all(&db).await?;
    let portal = Portal {
        db,
        data: args.data.clone(),
        dist: args.dist.clone(),
        catalogs,
        place,
        signatures,
        today: args.as_of,
        secure_cookies: args.public,
        worker: Worker::default(),
        requests: Limit::a_minute(600),
        attempts: Limit::a_minute(10),
    };
    Ok((portal, password))
}

/// The demonstration password of this data folder, made at its first start.
fn kept_password(file: &Path) -> Result<String, Box<dyn Error>> {
    if let Ok(password) = std::fs::read_to_string(file) {
        return Ok(password.trim().to_owned());
    }
    let password: String = sessions::random_hex()?.chars().take(12).collect();
    write_private(file, &password)?;
    Ok(password)
}

/// Writes a file that only its owner reads, where the system knows owners.
fn write_private(file: &Path, text: &str) -> std::io::Result<()> {
    use std::io::Write as _;
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(file)?.write_all(text.as_bytes())
}

/// Says something to whoever started the portal. Where nobody listens any more the portal serves all the same.
fn tell(text: &str) {
    use std::io::Write as _;
    let mut out = std::io::stdout().lock();
    let _ = writeln!(out, "{text}").and_then(|()| out.flush());
}

fn announcement(address: SocketAddr, portal: &Portal, password: &str) -> String {
    // Helpers wait for the first line, in this form.
    let mut lines = vec![
        format!("listening on http://{address}"),
        String::new(),
        format!("  Demonstration sign-ins (演示账号), password {password}"),
    ];
    let place = &portal.place.jurisdiction;
    lines.extend(
        accounts::demos(place)
            .into_iter()
            .map(|demo| format!("    {:<10} {}", demo.account, demo.tenant_name.zh)),
    );
    lines.extend(
        portal
            .catalogs
            .all()
            .map(|catalog| format!("  Catalog /catalog/{} ({})", catalog.name, catalog.edition.id)),
    );
    lines.push(format!("  Place {} ({})", place.id, place.hash.short()));
    if !portal.dist.join("govcloud-request.js").exists() {
        lines.push(format!("  The element is not built in {}: run `cargo x serve`", portal.dist.display()));
    }
    lines.push("  Stop with Ctrl-C".to_owned());
    lines.join("\n")
}

/// Ends when the program is asked to stop; requests that are being answered are answered first.
async fn stopped() {
    let interrupted = tokio::signal::ctrl_c();
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut terminated) = signal(SignalKind::terminate()) {
            tokio::select! { _ = interrupted => {}, _ = terminated.recv() => {} }
            return;
        }
    }
    let _ = interrupted.await;
}

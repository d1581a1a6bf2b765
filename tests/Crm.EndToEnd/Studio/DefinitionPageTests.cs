
namespace Crm.Studio;

/// <summary>The page beside Studio about one definition.</summary>
[Collection(Alone.Name)]
public sealed class DefinitionPageTests(Chromium chromium, StudioServer studio) : IClassFixture<StudioServer>
{
    [Theory]
    [InlineData(1440)]
    [InlineData(390)]
    public async Task Shows_the_check_the_versions_and_the_use_and_axe_finds_nothing(int width)
    {
        await using var petra = await chromium.OpenAsync(studio.Server, width: width);
        await petra.SignInAsync("petra");
        await petra.GoToAsync("/processes/definitions/new-relation-approval");
        await petra.SettledAsync();
        await petra.SeesAsync("Controle", "Versies", "Instuurprofiel");
        await petra.PictureAsync($"definition-{width}");
        await petra.CheckAsync("definition");
    }
}
